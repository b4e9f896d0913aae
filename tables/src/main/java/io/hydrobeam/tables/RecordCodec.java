package io.hydrobeam.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Records of one schema to bytes and back, one behind the other. Not safe for several threads. */
final class RecordCodec {
  private final GenericDatumWriter<GenericRecord> writer;
  private final GenericDatumReader<GenericRecord> reader;
  private BinaryEncoder encoder;
  private BinaryDecoder decoder;

  RecordCodec(Schema schema) {
    writer = new GenericDatumWriter<>(schema);
    reader = new GenericDatumReader<>(schema);
  }

  byte[] encode(List<GenericRecord> records) throws IOException {
    var bytes = new ByteArrayOutputStream();
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    for (GenericRecord record : records) {
      writer.write(record, encoder);
    }
    encoder.flush();
    return bytes.toByteArray();
  }

  List<GenericRecord> decode(byte[] bytes) throws IOException {
    decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
    var records = new ArrayList<GenericRecord>();
    while (!decoder.isEnd()) {
      records.add(reader.read(null, decoder));
    }
    return records;
  }
}
