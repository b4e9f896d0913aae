package io.hydrobeam.tables;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Any Beam file system as a Hadoop file system, for schemes other than {@code hdfs} and {@code
 * file}. Made for object stores: an object appears whole under its name when it is closed, and a
 * rename is a copy and a deletion.
 *
 * <p>Directories exist through the objects below them. Only a directory of incoming files exists by
 * itself, through a marker object: a run that lost its lease finds the marker gone and cannot
 * write. Unlike on HDFS, the check and the write are two requests, and so are the check and the
 * write of an exclusive creation.
 */
public final class BeamFileSystem extends FileSystem {
  private static final String MARKER = ".directory";
  private static final int BLOCK = 128 << 20;

  private URI uri;
  private Path working;

  /** Returns whether a Beam file system of this scheme is on the class path. */
  public static boolean serves(String scheme) {
    try {
      FileSystems.matchNewResource(scheme + "://bucket/object", false);
      return true;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    if (!serves(name.getScheme())) {
      throw new IOException(
          "there is no Beam file system of the scheme "
              + name.getScheme()
              + " on the class path; add its module");
    }
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    working = new Path(uri + "/");
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    Metadata file = file(path);
    if (file == null) {
      throw new FileNotFoundException("there is no file " + path);
    }
    ReadableByteChannel channel = FileSystems.open(file.resourceId());
    return new FSDataInputStream(
        channel instanceof SeekableByteChannel seekable
            ? new ChannelInput(seekable)
            : new ChannelInput(ChannelInput.inMemory(channel)));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (!overwrite && file(path) != null) {
      throw new FileAlreadyExistsException("the file " + path + " exists");
    }
    Path parent = path.getParent();
    if (isOfRun(parent) && file(new Path(parent, MARKER)) == null) {
      throw new FileNotFoundException("there is no directory " + parent);
    }
    return new FSDataOutputStream(
        Channels.newOutputStream(FileSystems.create(resource(path), MimeTypes.BINARY)), statistics);
  }

  @Override
  public FSDataOutputStream createNonRecursive(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
    return create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("objects cannot be appended to");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    List<ResourceId> sources = new ArrayList<>();
    List<ResourceId> targets = new ArrayList<>();
    if (file(from) != null) {
      sources.add(resource(from));
      targets.add(resource(to));
    } else {
      for (Metadata below : below(from)) {
        sources.add(below.resourceId());
        targets.add(resource(new Path(to, relative(from, below))));
      }
    }
    if (sources.isEmpty()) {
      return false;
    }
    FileSystems.rename(sources, targets, StandardMoveOptions.IGNORE_MISSING_FILES);
    return true;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    List<Metadata> objects = new ArrayList<>();
    Metadata file = file(path);
    if (file != null) {
      objects.add(file);
    } else {
      objects.addAll(below(path));
      if (!recursive && listStatus(objects, path).length > 0) {
        throw new IOException("the directory " + path + " is not empty");
      }
    }
    FileSystems.delete(
        objects.stream().map(Metadata::resourceId).toList(),
        StandardMoveOptions.IGNORE_MISSING_FILES);
    return !objects.isEmpty();
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    List<Metadata> below = below(path);
    if (below.isEmpty()) {
      Metadata file = file(path);
      if (file == null) {
        throw new FileNotFoundException("there is no directory " + path);
      }
      return new FileStatus[] {status(path, file)};
    }
    return listStatus(below, path);
  }

  private FileStatus[] listStatus(List<Metadata> below, Path directory) {
    var children = new TreeMap<String, FileStatus>();
    for (Metadata object : below) {
      String name = relative(directory, object);
      int slash = name.indexOf('/');
      if (slash >= 0) {
        String child = name.substring(0, slash);
        children.putIfAbsent(child, directory(new Path(directory, child)));
      } else if (!name.equals(MARKER)) {
        children.put(name, status(new Path(directory, name), object));
      }
    }
    return children.values().toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Path full = makeQualified(path);
    Metadata file = full.isRoot() ? null : file(full);
    if (file != null) {
      return status(full, file);
    }
    if (full.isRoot() || !below(full).isEmpty()) {
      return directory(full);
    }
    throw new FileNotFoundException("there is no file or directory " + path);
  }

  /** Writes a marker for the directory of a run. Other directories come with their files. */
  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    if (isOfRun(path)) {
      FileSystems.create(resource(new Path(path, MARKER)), MimeTypes.BINARY).close();
    }
    return true;
  }

  private static boolean isOfRun(Path directory) {
    Path parent = directory.getParent();
    return parent != null && parent.getName().equals(IncomingDirectories.NAME);
  }

  @Override
  public void setWorkingDirectory(Path directory) {
    working = directory;
  }

  @Override
  public Path getWorkingDirectory() {
    return working;
  }

  private ResourceId resource(Path path) {
    return FileSystems.matchNewResource(makeQualified(path).toString(), false);
  }

  /** Returns the object of this name, or null. */
  private Metadata file(Path path) throws IOException {
    List<Metadata> found = match(escaped(makeQualified(path).toString()));
    return found.isEmpty() ? null : found.get(0);
  }

  private List<Metadata> below(Path directory) throws IOException {
    String name = makeQualified(directory).toString();
    return match(escaped(name) + (name.endsWith("/") ? "**" : "/**"));
  }

  private static List<Metadata> match(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
  }

  /** Escapes the characters of patterns that names of rigs may hold. */
  private static String escaped(String name) {
    return name.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
  }

  private String relative(Path directory, Metadata object) {
    String prefix = makeQualified(directory).toString();
    String name = object.resourceId().toString();
    return name.substring(prefix.endsWith("/") ? prefix.length() : prefix.length() + 1);
  }

  private FileStatus status(Path path, Metadata object) {
    return new FileStatus(
        object.sizeBytes(), false, 1, BLOCK, object.lastModifiedMillis(), makeQualified(path));
  }

  private FileStatus directory(Path path) {
    return new FileStatus(0, true, 1, BLOCK, 0, makeQualified(path));
  }
}
