package io.hydrobeam.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;

/**
 * The files of a lease. Each run of a job has an epoch, a number from 1 on that is never used
 * again:
 *
 * <pre>
 *   .lease/JOB-7            who took epoch 7; made by one run alone
 *   .lease/JOB-7.released   its run has ended
 *   .incoming/JOB-7/        what its run is writing
 *   .incoming/JOB-7/alive   made anew by its driver; its time is that of the last sign of life
 * </pre>
 */
final class LeaseFiles {
  private static final String NAME = ".lease";
  private static final String RELEASED = ".released";
  private static final int PROBES = 10;

  private final FileSystem fileSystem;
  private final Path output;
  private final Path leases;
  private final String job;
  private final Pattern ofJob;
  private final IncomingDirectories incoming;

  LeaseFiles(FileSystem fileSystem, Path output, String job) {
    this.fileSystem = fileSystem;
    this.output = output;
    this.leases = new Path(output, NAME);
    this.job = job;
    this.ofJob = Pattern.compile(Pattern.quote(job) + "-(\\d{1,18})(\\.released)?");
    this.incoming = new IncomingDirectories(fileSystem, output, job);
  }

  IncomingDirectories incoming() {
    return incoming;
  }

  /** The epoch of the youngest run; empty if there was none. */
  OptionalLong last() throws IOException {
    long last = 0;
    for (Path directory : new Path[] {leases, new Path(output, IncomingDirectories.NAME)}) {
      for (FileStatus child : IncomingDirectories.children(fileSystem, directory)) {
        Matcher name = ofJob.matcher(child.getPath().getName());
        if (name.matches()) {
          last = Math.max(last, Long.parseLong(name.group(1)));
        }
      }
    }
    return last == 0 ? OptionalLong.empty() : OptionalLong.of(last);
  }

  boolean isReleased(long epoch) throws IOException {
    return fileSystem.exists(released(epoch));
  }

  /** Returns the holder of an epoch; empty if its file cannot be read. */
  Optional<LeaseHolder> holder(long epoch) throws IOException {
    try (FSDataInputStream in = fileSystem.open(lease(epoch))) {
      return LeaseHolder.parse(new String(in.readAllBytes(), UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Takes an epoch; returns false if another run has it. */
  boolean claim(long epoch, LeaseHolder holder) throws IOException {
    Path lease = lease(epoch);
    fileSystem.mkdirs(leases);
    OutputStream made;
    try {
      made = createNew(lease);
    } catch (FileAlreadyExistsException
        | org.apache.hadoop.fs.FileAlreadyExistsException
        | AlreadyBeingCreatedException e) {
      return false;
    }
    try (made) {
      made.write(holder.text().getBytes(UTF_8));
    } catch (IOException e) {
      fileSystem.delete(lease, false);
      throw e;
    }
    return true;
  }

  /** Hadoop's local file system looks first and then makes the file, which two may do at once. */
  private OutputStream createNew(Path file) throws IOException {
    return fileSystem instanceof RawLocalFileSystem local
        ? Files.newOutputStream(local.pathToFile(file).toPath(), StandardOpenOption.CREATE_NEW)
        : fileSystem.create(file, false);
  }

  /** Gives back an unused epoch. */
  void withdraw(long epoch) throws IOException {
    fileSystem.delete(lease(epoch), false);
    incoming.remove(incoming.of(Long.toString(epoch)));
  }

  /** Lets no run of an older epoch write any more. One of a younger epoch stays. */
  void fenceOthers(long epoch) throws IOException {
    incoming.removeOlderThan(epoch);
    for (FileStatus child : IncomingDirectories.children(fileSystem, leases)) {
      Path path = child.getPath();
      Matcher name = ofJob.matcher(path.getName());
      if (name.matches() && Long.parseLong(name.group(1)) < epoch) {
        fileSystem.delete(path, false);
      }
    }
  }

  /** Returns whether the run of an epoch can write. */
  boolean isOpen(long epoch) throws IOException {
    return fileSystem.exists(incoming.of(Long.toString(epoch)));
  }

  /** Leaves a sign of life. */
  void refresh(long epoch) throws IOException {
    Storage.create(fileSystem, alive(epoch)).close();
  }

  /** Ends an epoch: its run writes no more, and the next need not wait. */
  void release(long epoch) throws IOException {
    incoming.remove(incoming.of(Long.toString(epoch)));
    fileSystem.create(released(epoch), true).close();
  }

  /** The time of the last sign of life, by the file system's clock; empty if there is none. */
  OptionalLong lastSign(long epoch) throws IOException {
    long last = Long.MIN_VALUE;
    for (Path path : new Path[] {lease(epoch), alive(epoch)}) {
      try {
        last = Math.max(last, fileSystem.getFileStatus(path).getModificationTime());
      } catch (FileNotFoundException e) {
        // The other may be there.
      }
    }
    return last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** The file system's clock, epoch milliseconds. */
  long now() throws IOException {
    for (int probe = 1; ; probe++) {
      var file = new Path(output, IncomingDirectories.NAME + "/now-" + UUID.randomUUID());
      fileSystem.create(file, true).close();
      try {
        long now = fileSystem.getFileStatus(file).getModificationTime();
        fileSystem.delete(file, false);
        return now;
      } catch (FileNotFoundException e) {
        // A run that took the lease in this moment has removed it with all others.
        if (probe == PROBES) {
          throw e;
        }
      }
    }
  }

  private Path lease(long epoch) {
    return new Path(leases, job + "-" + epoch);
  }

  private Path alive(long epoch) {
    return new Path(incoming.of(Long.toString(epoch)), "alive");
  }

  private Path released(long epoch) {
    return new Path(leases, job + "-" + epoch + RELEASED);
  }
}
