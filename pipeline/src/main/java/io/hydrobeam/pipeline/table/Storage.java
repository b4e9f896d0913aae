package io.hydrobeam.pipeline.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.parquet.hadoop.ParquetFileWriter.MAGIC;

import io.hydrobeam.pipeline.CommandException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.util.AutoCloseables.ParquetCloseResourceException;

/**
 * A directory on HDFS or on the local disk that holds Parquet files. A file appears under its name
 * at once and whole, and takes the place of an older one in a single step: it is written under
 * {@code .incoming} first and renamed then.
 */
public final class Storage {
  private static final String INCOMING = ".incoming";
  private static final String LAYOUT = "_layout";
  private static final int ATTEMPTS = 3;
  // Read once: to parse Hadoop's defaults takes longer than to write a file.
  private static final Configuration CONFIGURATION = configuration();
  private static final Map<Schema, ParquetIO.Sink> SINKS = new ConcurrentHashMap<>();

  private final FileSystem fileSystem;
  private final Path root;

  Storage(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  private static Configuration configuration() {
    var configuration = new Configuration();
    // A client that closes a file asks the name node whether its block has arrived, and if it has
    // not yet, sleeps for 400 ms: longer than all the rest takes for a small file. Ask sooner, and
    // more often, so that the patience as a whole stays the same.
    configuration.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 10);
    configuration.setInt("dfs.client.block.write.locateFollowingBlock.retries", 10);
    return configuration;
  }

  /** The directory of this name, {@code hdfs://...} or {@code file:///...}. */
  static Storage at(String root) throws IOException {
    var path = new Path(root);
    return new Storage(fileSystem(path), path);
  }

  /** The file system of a path: HDFS or the local disk. */
  public static FileSystem fileSystem(Path path) throws IOException {
    FileSystem fileSystem = path.getFileSystem(CONFIGURATION);
    return fileSystem instanceof LocalFileSystem ? LocalDisk.open(CONFIGURATION) : fileSystem;
  }

  /** What writes a file of these columns, compressed by Snappy; a new one for each file. */
  public static ParquetIO.Sink sink(Schema schema) {
    return SINKS
        .computeIfAbsent(schema, s -> ParquetIO.sink(s).withConfiguration(CONFIGURATION))
        .withCompressionCodec(CompressionCodecName.SNAPPY);
  }

  /**
   * Refuses a directory in which no file can be made, with a message for the person who named it.
   */
  static void requireWritable(String root) {
    try {
      Storage storage = at(root);
      Path probe = storage.incoming();
      storage.fileSystem.create(probe, true).close();
      storage.fileSystem.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(root, e);
    }
  }

  static CommandException cannotWrite(String root, Exception e) {
    return CommandException.failed(
        "cannot write to %s (%s); start the file system or make the directory writable, or name"
            + " another by --output=hdfs://HOST:PORT/PATH or file:///PATH",
        root, CommandException.rootCause(e));
  }

  /** Leaves a note of the layout, or refuses a directory in which there is a different one. */
  static void requireLayout(String root, String layout) {
    if (hasLayout(root, layout)) {
      return;
    }
    var note = new Path(root, LAYOUT);
    try (FSDataOutputStream out = at(root).fileSystem.create(note, true)) {
      out.write(layout.getBytes(UTF_8));
    } catch (IOException e) {
      throw noNote(note, e);
    }
  }

  /** Whether there is a note of this layout; false if there is none yet, refused if of another. */
  static boolean hasLayout(String root, String layout) {
    var note = new Path(root, LAYOUT);
    try {
      FileSystem fileSystem = at(root).fileSystem;
      if (!fileSystem.exists(note)) {
        return false;
      }
      String there;
      try (FSDataInputStream in = fileSystem.open(note)) {
        there = new String(in.readAllBytes(), UTF_8);
      }
      if (!there.equals(layout)) {
        throw CommandException.failed(
            "the tables at %s are kept with %s, and this run would write %s, so that rows would be"
                + " there twice; give the same options, or another --output",
            root, there, layout);
      }
      return true;
    } catch (IOException e) {
      throw noNote(note, e);
    }
  }

  private static CommandException noNote(Path note, IOException e) {
    return CommandException.failed(
        "cannot read or write %s (%s); remove it, or name another directory by --output",
        note, CommandException.rootCause(e));
  }

  /** The rows of a file; none if there is no such file. */
  List<GenericRecord> read(String file) throws IOException {
    try {
      return rows(fileSystem, fileSystem.getFileStatus(new Path(root, file)));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Whether a file ends as one that was written to its end does. */
  boolean isParquet(String file) throws IOException {
    var path = new Path(root, file);
    byte[] end = new byte[MAGIC.length];
    long length = fileSystem.getFileStatus(path).getLen();
    if (length <= 2L * MAGIC.length) {
      return false;
    }
    try (FSDataInputStream in = fileSystem.open(path)) {
      in.readFully(length - end.length, end);
    }
    return Arrays.equals(end, MAGIC);
  }

  /**
   * Gives a file a name in its directory that readers do not see; returns that, without the path.
   */
  String setAside(String file) throws IOException {
    var path = new Path(file);
    String aside = ".unreadable-" + path.getName() + "-" + UUID.randomUUID();
    if (!tree().move(file, new Path(path.getParent(), aside).toString())) {
      throw new IOException(file + " was removed in this moment");
    }
    return aside;
  }

  /** All rows of a Parquet file. */
  public static List<GenericRecord> rows(FileSystem fileSystem, FileStatus file)
      throws IOException {
    HadoopInputFile input = HadoopInputFile.fromStatus(file, fileSystem.getConf());
    var rows = new ArrayList<GenericRecord>();
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(input).withDataModel(new GenericData()).build()) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Writes a file of these rows, in place of an older one of that name. */
  void write(String file, Schema schema, Iterable<GenericRecord> rows) throws IOException {
    place(file, incoming -> writeParquet(incoming, schema, rows));
  }

  /**
   * Writes a file of many rows for queries that want few of them. Before it takes the place of an
   * older one of that name, what was written is read back and compared.
   *
   * @param present the state that the older file must still have; empty if there must be none
   * @throws IOException if a row read back is not the row written, or if the older file is another
   *     one by now; nothing has changed then
   */
  void writeVerified(
      String file, Schema schema, List<GenericRecord> rows, Optional<FileTree.State> present)
      throws IOException {
    place(
        file,
        incoming -> {
          LargeFile.write(fileSystem, incoming, schema, rows);
          if (!rows(fileSystem, fileSystem.getFileStatus(incoming)).equals(rows)) {
            throw new IOException(
                "the rows read back from " + incoming + " are not those that were written");
          }
          if (!tree().state(file).equals(present)) {
            throw new IOException("another job has written " + file + " in this moment");
          }
        });
  }

  /** Whether the output to which this table belongs tells the case of rigs' names in its files. */
  boolean tellsCase() throws IOException {
    return CaseNote.isAt(fileSystem, root.getParent());
  }

  /** The files below the directory. */
  FileTree tree() {
    return new FileTree(fileSystem, root);
  }

  /** Makes a file under a name that readers do not see. */
  interface Making {
    void at(Path incoming) throws IOException;
  }

  /** Makes a file elsewhere, then gives it its name, in place of an older one. */
  void place(String file, Making making) throws IOException {
    Path incoming = incoming();
    try {
      making.at(incoming);
      place(incoming, new Path(root, file));
    } catch (ParquetCloseResourceException e) {
      fileSystem.delete(incoming, false);
      // What the disk said, which Parquet hides behind an exception that is unchecked.
      throw new IOException(CommandException.rootCause(e), e);
    } catch (IOException | RuntimeException e) {
      fileSystem.delete(incoming, false);
      throw e;
    }
  }

  /** Compaction removes directories that are empty, and may do so between the two steps. */
  private void place(Path incoming, Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      fileSystem.mkdirs(path.getParent());
      try {
        rename(fileSystem, incoming, path);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || fileSystem.exists(path.getParent())) {
          throw e;
        }
      }
    }
  }

  private void writeParquet(Path path, Schema schema, Iterable<GenericRecord> rows)
      throws IOException {
    // A new sink for each file, since it holds the file's state, with the one configuration.
    ParquetIO.Sink sink = sink(schema);
    try (WritableByteChannel channel = Channels.newChannel(fileSystem.create(path, true))) {
      sink.open(channel);
      for (GenericRecord row : rows) {
        sink.write(row);
      }
      sink.flush();
    }
  }

  /** Gives a file its name, in place of an older one of that name, in a single step. */
  public static void rename(FileSystem fileSystem, Path from, Path to) throws IOException {
    if (fileSystem instanceof DistributedFileSystem hdfs) {
      hdfs.rename(from, to, Options.Rename.OVERWRITE);
    } else if (fileSystem instanceof RawLocalFileSystem local) {
      // Hadoop's own copies the file, for all to see, where it cannot be renamed.
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
    } else if (!fileSystem.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private Path incoming() {
    return new Path(root, INCOMING + "/" + UUID.randomUUID() + ".parquet");
  }
}
