package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.tables.WriteLease.Timing;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on one output, and what each may still do. */
class WriteLeaseTest {
  private static final RowTable TABLE = new RowTable(PartitionBy.MINUTE);
  private static final Timing LIVELY = new Timing(Duration.ofMillis(50), Duration.ofSeconds(30));

  /** As a run that was killed, or hangs: no sign of life after the first. */
  private static final Timing SILENT = new Timing(Duration.ofHours(1), Duration.ofSeconds(1));

  @TempDir Path output;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<WriteLease> taken = new ArrayList<>();
  private LeaseRequest request;
  private StoredRows stored;

  @BeforeEach
  void tables() {
    request =
        new LeaseRequest(output.toUri().toString(), "stream", List.of("streaming"), "stop it");
    stored = new StoredRows(output.resolve("streaming"));
  }

  @AfterEach
  void release() {
    taken.forEach(WriteLease::close);
  }

  private WriteLease take(boolean takeOver, Timing timing) {
    WriteLease lease =
        WriteLease.take(request, takeOver, timing, new PrintStream(out, true, UTF_8));
    taken.add(lease);
    return lease;
  }

  private static FeatureVector second(int second) {
    return row("rig-1", 3, START + second * 1_000L, 0, full());
  }

  private TableFiles table(WriteLease lease) throws IOException {
    var table = new TableFiles(stored.uri(), TABLE, lease.incoming());
    table.open();
    return table;
  }

  /** A writer to which something happens at the moment of its rename. */
  private TableFiles table(WriteLease lease, TroubledFileSystem.Trouble trouble)
      throws IOException {
    var table = new TableFiles(stored.uri(), TABLE, lease.incoming());
    table.open(TroubledFileSystem.storage(stored, lease.incoming(), trouble));
    return table;
  }

  private static void merge(TableFiles table, FeatureVector... rows) throws IOException {
    table.merge(TABLE.file(rows[0]), TableFilesTest.encoded(rows));
  }

  @Test
  void secondRunIsRefusedWhileTheFirstGivesSignsOfLife() {
    WriteLease first = take(false, LIVELY);
    assertThatThrownBy(() -> take(false, LIVELY))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.FAILED))
        .hasMessageContainingAll(
            request.output() + " is written by the run of " + System.getProperty("user.name"),
            "process " + ProcessHandle.current().pid(),
            "since 2",
            "lose rows; stop it");
    first.refresh();
    assertThat(first.lost()).isNull();
  }

  /** It had the lease when it looked, and a younger run took it over before it fenced others. */
  @Test
  void olderRunThatFencesLateLeavesTheYoungerOneAlone() throws IOException {
    take(false, LIVELY);
    WriteLease younger = take(true, LIVELY);
    var path = new org.apache.hadoop.fs.Path(request.output());
    var files = new LeaseFiles(Storage.fileSystem(path), path, request.job());
    files.fenceOthers(1);
    younger.refresh();
    assertThat(younger.lost()).isNull();
    assertThat(files.last()).hasValue(2);
  }

  /** Such as on HDFS without room: a name is made there, and its text finds no data node. */
  @Test
  void leaseThatCannotBeWrittenIsAFailureAndNotTheLeaseOfAnother() throws IOException {
    var path = new org.apache.hadoop.fs.Path(request.output());
    var full = new FullFileSystem(Storage.fileSystem(path));
    var files = new LeaseFiles(full, path, request.job());
    assertThatThrownBy(() -> files.claim(1, LeaseHolder.current()))
        .isInstanceOf(IOException.class)
        .hasMessage("no room");
    assertThat(files.last()).isEmpty();
  }

  /** Makes files, and takes nothing into them. */
  private static final class FullFileSystem extends FilterFileSystem {
    FullFileSystem(FileSystem local) {
      super(local);
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path path,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      var file =
          super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
      return new FSDataOutputStream(
          new FilterOutputStream(file) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
              throw new IOException("no room");
            }
          },
          null);
    }
  }

  @Test
  void releasedLeaseIsFreeAtOnceAndItsRunWritesNoMore() throws IOException {
    WriteLease first = take(false, LIVELY);
    merge(table(first), second(0));
    first.close();
    WriteLease next = take(false, LIVELY);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThatThrownBy(() -> merge(table(first), second(1)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "This run ends and writes nothing more", first.incoming().directory());
    merge(table(next), second(2));
    assertThat(stored.rows()).hasSize(2);
  }

  @Test
  void leaseWithoutASignOfLifeExpiresAndIsWaitedFor() {
    WriteLease silent = take(false, SILENT);
    long before = System.nanoTime();
    WriteLease next = take(false, SILENT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(out.toString(UTF_8)).contains("waiting for up to ", " s for a sign of life");
    silent.refresh();
    assertThat(silent.lost()).hasMessageContainingAll("the run of ", "has taken it over");
    next.refresh();
    assertThat(next.lost()).isNull();
  }

  @Test
  void renameOfAStaleWriterFailsAndTheRowsOfTheNewOwnerStay() throws IOException {
    WriteLease stale = take(false, LIVELY);
    var newOwner = new AtomicReference<WriteLease>();
    TableFiles writer =
        table(
            stale,
            (change, path) -> {
              if (change.equals("rename") && newOwner.get() == null) {
                newOwner.set(take(true, LIVELY));
                merge(table(newOwner.get()), second(1), second(2), second(3));
              }
            });
    assertThatThrownBy(() -> merge(writer, second(0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another run has taken over the output");
    assertThat(stored.rows())
        .extracting(row -> row.get("window_start"))
        .containsExactly(START + 1_000, START + 2_000, START + 3_000);
    stale.refresh();
    assertThat(stale.lost()).hasMessageContaining("has taken it over");
    assertThat(newOwner.get().lost()).isNull();
  }

  @Test
  void staleWriterSetsNoFileOfTheNewOwnerAside() throws IOException {
    WriteLease stale = take(false, LIVELY);
    String file = TABLE.file(second(0));
    Path damaged = output.resolve("streaming").resolve(file);
    Files.createDirectories(damaged.getParent());
    Files.writeString(damaged, "cut off");
    var newOwner = new AtomicReference<WriteLease>();
    TableFiles writer =
        table(
            stale,
            (change, path) -> {
              if (change.equals("rename") && newOwner.get() == null) {
                newOwner.set(take(true, LIVELY));
                merge(table(newOwner.get()), second(1));
              }
            });
    assertThatThrownBy(() -> merge(writer, second(0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another run has taken over the output");
    assertThat(stored.storage().read(file)).hasSize(1);
    assertThat(stored.files(true)).hasSize(2);
  }

  @Test
  void ofRunsThatStartAtTheSameTimeOneGetsTheLease() throws Exception {
    take(false, LIVELY).close();
    var pool = Executors.newFixedThreadPool(6);
    try {
      var starts = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 6; i++) {
        starts.add(
            () -> {
              try {
                WriteLease lease =
                    WriteLease.take(request, false, LIVELY, new PrintStream(out, true, UTF_8));
                synchronized (taken) {
                  taken.add(lease);
                }
                return true;
              } catch (UserException e) {
                assertThat(e).hasMessageContaining("is written by");
                return false;
              }
            });
      }
      int got = 0;
      for (var start : pool.invokeAll(starts)) {
        got += start.get() ? 1 : 0;
      }
      assertThat(got).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
    WriteLease winner = taken.get(taken.size() - 1);
    winner.refresh();
    assertThat(winner.lost()).isNull();
    merge(table(winner), second(0));
  }

  @Test
  void epochsAreNeverUsedAgainEvenIfTheLeaseIsDeleted() throws IOException {
    WriteLease first = take(false, SILENT);
    for (Path lease : filesIn(".lease")) {
      Files.delete(lease);
    }
    WriteLease next = take(true, SILENT);
    assertThat(next.incoming()).isNotEqualTo(first.incoming());
    assertThatThrownBy(() -> merge(table(first), second(0))).isInstanceOf(UserException.class);
    assertThat(filesIn(".lease")).hasSize(1);
  }

  @Test
  void directoryThatSomeoneRemovedEndsTheRun() throws IOException {
    WriteLease lease = take(false, SILENT);
    Path directory = Path.of(URI.create(lease.incoming().directory()));
    Files.deleteIfExists(directory.resolve("alive"));
    Files.delete(directory);
    lease.refresh();
    assertThat(lease.lost()).hasMessageContaining("was removed");
  }

  @Test
  void processThatWasKilledIsKnownToHaveEndedOnItsMachineOnly() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "600").start();
    LeaseHolder holder =
        LeaseHolder.parse(LeaseHolder.ofProcess(sleeper.pid()).text()).orElseThrow();
    var elsewhere =
        new LeaseHolder(holder.user(), "h", holder.pid(), Instant.EPOCH, "", holder.started());
    assertThat(holder.machine()).isNotEmpty();
    assertThat(holder.hasEnded()).isFalse();
    sleeper.destroyForcibly().waitFor();
    assertThat(holder.hasEnded()).isTrue();
    assertThat(elsewhere.hasEnded()).isFalse();
    var reused =
        new LeaseHolder(
            holder.user(),
            "h",
            ProcessHandle.current().pid(),
            Instant.EPOCH,
            holder.machine(),
            "1");
    assertThat(reused.hasEnded()).as("another process with the number").isTrue();
  }

  @Test
  void leaseOfAKilledProcessOfThisMachineIsFreeAtOnce() throws Exception {
    Process killed = new ProcessBuilder("sleep", "600").start();
    LeaseHolder holder = LeaseHolder.ofProcess(killed.pid());
    take(false, LIVELY).close();
    Path lease = output.resolve(".lease/stream-2");
    Files.writeString(lease, holder.text());
    killed.destroyForcibly().waitFor();
    WriteLease next = take(false, LIVELY);
    assertThat(next.incoming().directory()).endsWith("stream-3");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private List<Path> filesIn(String directory) throws IOException {
    try (var files = Files.list(output.resolve(directory))) {
      return files.toList();
    }
  }

  /** Full disk of a file system that makes the name of a file before it finds no room for it. */
  private static FileSystem fullDisk() throws IOException {
    var local = new RawLocalFileSystem();
    local.initialize(URI.create("file:///"), new Configuration());
    return new FilterFileSystem(local) {
      @Override
      public FSDataOutputStream create(
          org.apache.hadoop.fs.Path path,
          FsPermission permission,
          boolean overwrite,
          int bufferSize,
          short replication,
          long blockSize,
          Progressable progress)
          throws IOException {
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress)
            .close();
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void startOnFullDiskEndsWithTheReason(@TempDir Path other) throws IOException {
    var files = new LeaseFiles(fullDisk(), new org.apache.hadoop.fs.Path(other.toUri()), "stream");
    assertThatThrownBy(() -> files.claim(1, LeaseHolder.current()))
        .hasMessage("No space left on device");
  }
}
