package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table in its directory: merges rows into its files. */
final class TableFiles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

  private static final long HOUR_MILLIS = 3_600_000;

  private final String root;
  private final Table<?> table;
  private final Incoming incoming;
  private transient Storage storage;

  /** Records for each day directory whether earlier builds left files there. */
  private transient Map<String, Boolean> daysWithFiles;

  /** True if the output has a {@link CaseMarker}. No run makes one while another run writes. */
  private transient @Nullable Boolean tellsCase;

  TableFiles(String root, Table<?> table, Incoming incoming) {
    this.root = root;
    this.table = table;
    this.incoming = incoming;
  }

  /** Gets ready to write. */
  void open() throws IOException {
    open(Storage.at(root, incoming));
  }

  /** Gets ready to write here. */
  void open(Storage place) {
    storage = place;
    daysWithFiles = new ConcurrentHashMap<>();
    tellsCase = null;
  }

  /**
   * Merges rows into a file. Rows that a file of an earlier build holds are replaced there. A
   * truncated file, as left by a power failure, is renamed so that readers ignore it. In an output
   * without a {@link CaseMarker}, the file has its former name.
   */
  void merge(String name, List<TableRow> rows) throws IOException {
    String file = name;
    try {
      file = nameHere(name);
      var byFile = new LinkedHashMap<String, List<List<GenericRecord>>>();
      var codec = new RecordCodec(table.schema());
      for (TableRow encoded : rows) {
        List<GenericRecord> records = codec.decode(encoded.row());
        byFile.computeIfAbsent(place(file, records.get(0)), f -> new ArrayList<>()).add(records);
      }
      for (var entry : byFile.entrySet()) {
        mergeRecords(entry.getKey(), entry.getValue());
      }
    } catch (FencedException e) {
      throw UserException.failed(
          "cannot write to %s/%s: %s. This run ends and writes nothing more. Do not start two "
              + "runs on one output",
          root, file, e.getMessage());
    } catch (IOException e) {
      throw UserException.failed(
          "cannot write to %s/%s (%s); free disk space, grant write access or start the file "
              + "system, and start again: missing rows are read from Kafka again",
          root, file, UserException.rootCause(e));
    }
  }

  private void mergeRecords(String file, List<List<GenericRecord>> elements) throws IOException {
    List<GenericRecord> present = present(file);
    Schema schema = TableFile.schema(table, present);
    Versions versions = table.versions();
    versions.addStored(present);
    List<GenericRecord> before = versions.records();
    boolean isElsewhere = isCompacted(elements.get(0).get(0));
    elements.forEach(records -> versions.addNew(Columns.conform(records, schema), isElsewhere));
    if (!versions.records().equals(before)) {
      TableFile.write(storage, table, file, versions.records());
    }
  }

  /** Returns whether a compacted file may hold an earlier version of records of this hour. */
  private boolean isCompacted(GenericRecord record) throws IOException {
    if (!table.hasMarkers()) {
      return false;
    }
    long start = (Long) record.get("window_start");
    return start < System.currentTimeMillis() - HOUR_MILLIS
        && storage.tree().state(nameHere(MinuteFiles.compactedAnomalies(record))).isPresent();
  }

  /** The name of a file in this output, which tells the case of letters or does not. */
  private String nameHere(String name) throws IOException {
    if (!FileNames.tellsCase(name)) {
      return name;
    }
    if (tellsCase == null) {
      tellsCase = storage.tellsCase();
    }
    return tellsCase ? name : FileNames.withoutCase(name);
  }

  /** The file that holds a row of an earlier build, or else the one that is its place now. */
  private String place(String file, GenericRecord row) throws IOException {
    Optional<String> former = table.dayFile(row);
    return former.isPresent() && isThere(former.get()) ? former.get() : file;
  }

  private boolean isThere(String dayFile) throws IOException {
    String day = dayFile.substring(0, dayFile.lastIndexOf('/'));
    Boolean hasFiles = daysWithFiles.get(day);
    if (hasFiles == null) {
      hasFiles = storage.tree().hasFiles(day);
      daysWithFiles.put(day, hasFiles);
    }
    return hasFiles && storage.tree().state(dayFile).isPresent();
  }

  /**
   * The records of a file in the columns of the table. What a newer version has kept there in
   * columns of its own stays.
   */
  private List<GenericRecord> present(String file) throws IOException {
    try {
      return TableFile.read(storage, table, file);
    } catch (RuntimeException e) {
      // Parquet has no exception of its own for what is no Parquet.
      if (storage.isParquet(file)) {
        throw UserException.failed(
            "cannot read %s/%s (%s); restore it or move it away, and start again",
            root, file, UserException.rootCause(e));
      }
      String aside = storage.setAside(file);
      LOG.warn(
          "{}/{} is not a Parquet file ({}); it is renamed to {}, and its rows are written "
              + "again when they are read again",
          root,
          file,
          UserException.rootCause(e),
          aside);
      return List.of();
    }
  }
}
