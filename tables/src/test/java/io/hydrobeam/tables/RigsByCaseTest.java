package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.FeatureVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RigsByCaseTest {
  private static final RowTable TABLE = new RowTable(PartitionBy.SECOND);
  private static final FeatureVector UPPER = row("Rig-A", 3, START, 0, 100, 1);
  private static final FeatureVector LOWER = row("rig-a", 3, START, 0, 90, 2);

  @TempDir Path output;
  private StoredRows stored;

  @BeforeEach
  void table() {
    stored = new StoredRows(output.resolve("streaming"));
  }

  private TableFiles files(Storage storage) throws IOException {
    var files = new TableFiles(stored.uri(), TABLE, stored.incoming());
    files.open(storage);
    return files;
  }

  private static void write(TableFiles files, FeatureVector row) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(TABLE.schema()).write(TABLE.record(row), encoder);
    encoder.flush();
    String file = TABLE.file(row);
    files.merge(file, List.of(new TableRow("streaming", file, bytes.toByteArray())));
  }

  @Test
  void rigsThatDifferByCaseShareNoFileWhereCaseIsIgnored() throws Exception {
    WriteTable.requireLayout(output.toUri().toString(), "any");
    var disk = new CaseFoldingFileSystem(output);
    TableFiles files =
        files(new Storage(disk, new org.apache.hadoop.fs.Path(stored.uri()), stored.incoming()));
    write(files, UPPER);
    write(files, LOWER);
    write(files, UPPER);
    assertThat(stored.rows())
        .extracting(row -> row.get("rig").toString())
        .containsExactlyInAnyOrder("Rig-A", "rig-a");
    assertThat(stored.files(false)).hasSize(2);
  }

  @Test
  void tablesWithoutTheNoteKeepTheNamesOfTheirFiles() throws Exception {
    TableFiles files = files(stored.storage());
    write(files, UPPER);
    assertThat(stored.files(false))
        .singleElement()
        .asString()
        .endsWith("/part-Rig-A-00000.parquet");

    // A start with the tables there, even where somebody has removed the note of their layout.
    WriteTable.requireLayout(output.toUri().toString(), "any");
    write(files(stored.storage()), UPPER);
    assertThat(stored.files(false))
        .singleElement()
        .asString()
        .endsWith("/part-Rig-A-00000.parquet");
    assertThat(stored.rows()).hasSize(1);
  }

  @Test
  void outputKeepsItsNoteOverRestarts() throws Exception {
    for (int start = 0; start < 2; start++) {
      WriteTable.requireLayout(output.toUri().toString(), "any");
      write(files(stored.storage()), UPPER);
      write(files(stored.storage()), LOWER);
      assertThat(stored.files(false))
          .extracting(file -> file.substring(file.lastIndexOf('/') + 1))
          .containsExactly("part-Rig-A~~11-00000.parquet", "part-rig-a-00000.parquet");
    }
  }
}
