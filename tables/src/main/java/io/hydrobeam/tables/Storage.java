package io.hydrobeam.tables;

import static org.apache.parquet.hadoop.ParquetFileWriter.MAGIC;

import io.hydrobeam.common.UserException;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.util.AutoCloseables.ParquetCloseResourceException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A directory on HDFS or on the local disk that holds Parquet files. A file appears under its name
 * at once and whole, and takes the place of an older one in a single step: it is made in the
 * directory of {@link Incoming} files first and renamed then.
 */
public final class Storage {
  private static final int ATTEMPTS = 3;
  private static final Pattern URI_OF_DIRECTORY =
      Pattern.compile("([a-z][a-z0-9+.-]*):/(/[^/]+/.*)?.*", Pattern.DOTALL);
  private static final Set<String> OWN_SCHEMES = Set.of("hdfs", "file");
  // Read once: to parse Hadoop's defaults takes longer than to write a file.
  private static final Configuration CONFIGURATION = configuration();
  private static final Map<Schema, ParquetIO.Sink> SINKS = new ConcurrentHashMap<>();

  private final FileSystem fileSystem;
  private final Path root;
  private final @Nullable Incoming incoming;

  /**
   * A directory on a file system.
   *
   * @param incoming where files are made before they get their names; null to read only
   */
  Storage(FileSystem fileSystem, Path root, @Nullable Incoming incoming) {
    this.fileSystem = fileSystem;
    this.root = root;
    this.incoming = incoming;
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

  /** The directory of this name, {@code hdfs://...} or {@code file:///...}, to read only. */
  static Storage at(String root) throws IOException {
    return at(root, null);
  }

  /** The directory of this name, with a place for the files that are being made. */
  static Storage at(String root, @Nullable Incoming incoming) throws IOException {
    var path = new Path(root);
    return new Storage(fileSystem(path), path, incoming);
  }

  /**
   * Returns the file system of a path: HDFS, the local disk, or for any other scheme a Beam file
   * system on the class path.
   */
  public static FileSystem fileSystem(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    if (scheme != null && !OWN_SCHEMES.contains(scheme)) {
      CONFIGURATION.setIfUnset("fs." + scheme + ".impl", BeamFileSystem.class.getName());
    }
    FileSystem fileSystem = path.getFileSystem(CONFIGURATION);
    return fileSystem instanceof LocalFileSystem ? LocalDisk.open(CONFIGURATION) : fileSystem;
  }

  /**
   * Returns whether a text names a directory for tables: {@code hdfs://HOST:PORT/PATH}, {@code
   * file:///PATH}, or a URI whose scheme a Beam file system on the class path serves.
   */
  public static boolean isDirectoryName(String text) {
    Matcher uri = URI_OF_DIRECTORY.matcher(text);
    return uri.matches()
        && (OWN_SCHEMES.contains(uri.group(1))
            || uri.group(2) != null && BeamFileSystem.serves(uri.group(1)));
  }

  /** Returns a new sink for a file of these columns, compressed by Snappy. */
  public static ParquetIO.Sink sink(Schema schema) {
    return SINKS
        .computeIfAbsent(schema, s -> ParquetIO.sink(s).withConfiguration(CONFIGURATION))
        .withCompressionCodec(CompressionCodecName.SNAPPY);
  }

  /** The rows of a file; none if there is no such file. */
  List<GenericRecord> read(String file) throws IOException {
    try {
      return rows(fileSystem, fileSystem.getFileStatus(new Path(root, file)));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Returns whether a file ends as one that was written to its end does. */
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
    var path = new Path(root, file);
    String aside = ".unreadable-" + path.getName() + "-" + UUID.randomUUID();
    Path taken = newFile();
    try {
      // Through the directory that a run loses with its lease: another run's file stays.
      rename(fileSystem, path, taken);
      rename(fileSystem, taken, new Path(path.getParent(), aside));
    } catch (IOException e) {
      throw fencedOr(e);
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

  /** Returns the footer entries added by the writer of a file; none if there is no file. */
  Map<String, String> footer(String file) throws IOException {
    try {
      return footer(new Path(root, file));
    } catch (FileNotFoundException e) {
      return Map.of();
    }
  }

  private Map<String, String> footer(Path path) throws IOException {
    var input = HadoopInputFile.fromStatus(fileSystem.getFileStatus(path), fileSystem.getConf());
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      return reader.getFileMetaData().getKeyValueMetaData();
    }
  }

  /** Writes a file of these rows, in place of an older one of that name. */
  void write(String file, Schema schema, Iterable<GenericRecord> rows) throws IOException {
    place(file, made -> writeParquet(made, schema, rows));
  }

  /** Writes a file of these rows with footer entries, replacing an older file of that name. */
  void write(String file, Schema schema, List<GenericRecord> rows, Map<String, String> footer)
      throws IOException {
    if (footer.isEmpty()) {
      write(file, schema, rows);
    } else {
      place(file, incoming -> CompactedFile.write(fileSystem, incoming, schema, rows, footer));
    }
  }

  /**
   * Writes a file of many rows for queries of few rows. The file is read back and compared before
   * it replaces an older file of that name.
   *
   * @param footer entries for the footer of the file
   * @param present the state that the older file must still have; empty if there must be none
   * @throws IOException if a row read back is not the row written, or if the older file is another
   *     one by now; nothing has changed then
   */
  void writeVerified(
      String file,
      Schema schema,
      List<GenericRecord> rows,
      Map<String, String> footer,
      Optional<FileTree.State> present)
      throws IOException {
    place(
        file,
        made -> {
          CompactedFile.write(fileSystem, made, schema, rows, footer);
          if (!rows(fileSystem, fileSystem.getFileStatus(made)).equals(rows)
              || !footer(made).entrySet().containsAll(footer.entrySet())) {
            throw new IOException(
                "the rows read back from " + made + " are not those that were written");
          }
          if (!tree().state(file).equals(present)) {
            throw new IOException("another job has written " + file + " in this moment");
          }
        });
  }

  /**
   * Returns whether the output to which this table belongs tells the case of rigs' names in its
   * files.
   */
  boolean tellsCase() throws IOException {
    return CaseMarker.isAt(fileSystem, root.getParent());
  }

  /** The files below the directory. */
  FileTree tree() {
    return new FileTree(fileSystem, root);
  }

  /** Makes a file under a name that readers do not see. */
  interface Making {
    void at(Path made) throws IOException;
  }

  /** Makes a file elsewhere, then gives it its name, in place of an older one. */
  void place(String file, Making making) throws IOException {
    Path made = newFile();
    try {
      making.at(made);
      place(made, new Path(root, file));
    } catch (ParquetCloseResourceException e) {
      fileSystem.delete(made, false);
      // What the disk said, which Parquet hides behind an exception that is unchecked.
      throw fencedOr(new IOException(UserException.rootCause(e), e));
    } catch (IOException e) {
      fileSystem.delete(made, false);
      throw fencedOr(e);
    } catch (RuntimeException e) {
      fileSystem.delete(made, false);
      throw e;
    }
  }

  /** Returns the exception for a lost lease if the lease is lost; otherwise the given exception. */
  private IOException fencedOr(IOException e) {
    try {
      if (incoming != null && !fileSystem.exists(new Path(incoming.directory()))) {
        var fenced = new FencedException(incoming);
        fenced.addSuppressed(e);
        return fenced;
      }
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return e;
  }

  /** Compaction removes directories that are empty, and may do so between the two steps. */
  private void place(Path made, Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      fileSystem.mkdirs(path.getParent());
      try {
        rename(fileSystem, made, path);
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
    try (WritableByteChannel channel = Channels.newChannel(create(fileSystem, path))) {
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

  private Path newFile() {
    if (incoming == null) {
      throw new IllegalStateException(root + " was opened to read only");
    }
    return incoming.newFile();
  }

  /**
   * Makes a file in a directory that exists.
   *
   * @throws FileNotFoundException if the directory does not exist; it is never made
   */
  static FSDataOutputStream create(FileSystem fileSystem, Path file) throws IOException {
    return fileSystem.createFile(file).overwrite(true).build();
  }
}
