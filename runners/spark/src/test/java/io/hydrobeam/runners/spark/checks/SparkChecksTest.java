package io.hydrobeam.runners.spark.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import io.hydrobeam.runners.spark.checks.ExecutorsCheck.Sight;
import io.hydrobeam.runners.spark.internals.OpenPackages;
import io.hydrobeam.runners.spark.stream.CheckpointCheck;
import io.hydrobeam.runners.spark.stream.CheckpointDirectory;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked of Spark, on the local disk and without a cluster. */
class SparkChecksTest {
  private static final Master LOCAL = new Master(new SparkConf(false), "local[2]");
  private static final Master CLUSTER = new Master(new SparkConf(false), "spark://host:7077");

  @TempDir private Path directory;

  private static Finding only(Check check) {
    assertThat(check.run()).singleElement();
    return check.run().get(0);
  }

  private Finding checkpoint(Path path, Master master) {
    return only(new CheckpointCheck(path.toUri().toString(), master, any -> false));
  }

  @Test
  void checkpointDirectoryIsTriedAndLeftAsItWas() {
    Path absent = directory.resolve("a/b");
    assertThat(checkpoint(absent, LOCAL).level()).isEqualTo(Level.OK);
    assertThat(checkpoint(absent, LOCAL).text()).endsWith("for this user alone");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leftoversOfRunsAreRemovedAndOthersKept() throws IOException {
    Path atWork = Files.createDirectory(directory.resolve(UUID.randomUUID().toString()));
    Path left = twoHoursOld(UUID.randomUUID().toString());
    Path foreign = twoHoursOld("anomalies");
    assertThat(checkpoint(directory, LOCAL).text())
        .contains("1 of runs at work", "1 abandoned, which the next start removes");
    assertThat(left).exists();

    var made = CheckpointDirectory.makeBelow(directory.toString());
    Path ofThisRun = Path.of(made.path());
    assertThat(directory).isDirectoryContaining(ofThisRun::equals);
    assertThat(Files.getPosixFilePermissions(ofThisRun))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(left).doesNotExist();
    made.remove();
    try (var rest = Files.list(directory)) {
      assertThat(rest).containsExactlyInAnyOrder(atWork, foreign);
    }
  }

  private Path twoHoursOld(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    return Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
  }

  @Test
  void localDiskUnderClusterAndTemporaryDirectoryGiveWarnings() {
    assertThat(checkpoint(directory, CLUSTER))
        .matches(f -> f.level() == Level.WARN && f.text().contains("other executors"));
    String output = directory.toUri().toString();
    assertThat(only(new CheckpointCheck(output, LOCAL, any -> true)))
        .matches(f -> f.level() == Level.WARN && f.text().contains("may be cleared"));
    assertThat(CheckpointCheck.isShortLived(Path.of("/tmp/hydrobeam-nothing/x"))).isTrue();
  }

  @Test
  void checkpointDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> checkpoint(file.resolve("below"), LOCAL))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(file.toString(), "--checkpointDir");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.7, 2.12.18, OK",
    "3.5.0, 2.12.15, OK",
    "3.5.7, 2.13.8, FAILED",
    "3.4.1, 2.12.18, FAILED",
    "4.0.0, 2.13.16, FAILED"
  })
  void anotherLineOfSparkOrScalaFails(String spark, String scala, Level level) {
    var found = new BuiltFor(spark, scala);
    Finding finding = only(new VersionsCheck(new BuiltFor("3.5.7", "2.12"), found));
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.text()).contains(spark, "Spark 3.5.7 of Scala 2.12");
  }

  @Test
  void thisIsBuiltForTheSparkThatItIsTestedOn() {
    assertThat(only(new VersionsCheck(BuiltFor.read(), BuiltFor.found())).level())
        .isEqualTo(Level.OK);
    assertThat(BuiltFor.read().spark()).isEqualTo(BuiltFor.found().spark());
  }

  @Test
  void packagesThatJavaKeepsClosedAreFound() {
    assertThat(OpenPackages.required().names()).hasSizeGreaterThan(10);
    assertThat(OpenPackages.required().closed()).isEmpty();
    var others =
        OpenPackages.of(
            "# comment\n--add-opens=java.base/java.nio=ALL-UNNAMED\n"
                + "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED\n"
                + "--add-opens=no.such.module/x=ALL-UNNAMED\n");
    assertThat(others.closed()).containsExactly("java.base/jdk.internal.ref", "no.such.module/x");
  }

  @Test
  void driversAndExecutorsCompileAsCommandsDo() throws IOException {
    Path conf = Path.of("../../conf");
    List<String> ofCommands =
        Files.readAllLines(conf.resolve("java-options")).stream()
            .filter(line -> line.startsWith("-XX:") || line.startsWith("-Duser."))
            .toList();
    assertThat(ofCommands).isNotEmpty();
    String options = ".extraJavaOptions " + String.join(" ", ofCommands);
    assertThat(Files.readAllLines(conf.resolve("spark-defaults.conf")))
        .map(line -> line.replaceAll(" +", " "))
        .contains("spark.driver" + options, "spark.executor" + options);
  }

  @Test
  void heapThatIsSmallIsWarnedOf() {
    assertThat(only(new JavaCheck(900_000_000)).level()).isEqualTo(Level.OK);
    assertThat(only(new JavaCheck(500_000_000)))
        .matches(f -> f.level() == Level.WARN && f.text().contains("HYDROBEAM_HEAP"));
  }

  @Test
  void settingsThatThePipelineDoesNotBearAreNamed() {
    assertThat(only(new SettingsCheck(LOCAL)).level()).isEqualTo(Level.OK);
    var settings =
        new SparkConf(false)
            .set("spark.speculation", "true")
            .set("spark.executor.heartbeat.dropZeroAccumulatorUpdates", "true");
    assertThat(new SettingsCheck(new Master(settings, "local")).run())
        .extracting(Finding::level)
        .containsExactly(Level.FAILED, Level.WARN);
  }

  @Test
  void masterOfSparkSubmitComesBeforeTheOption() {
    var settings = new SparkConf(false).set("spark.master", "yarn");
    assertThat(new Master(settings, "local[4]").url()).isEqualTo("yarn");
    assertThat(LOCAL.settings().get("spark.master")).isEqualTo("local[2]");
    assertThat(LOCAL.isLocal()).isTrue();
    assertThat(CLUSTER.isLocal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nope", "local[x]", "local[]", "local[0]", "local[2", "spark://host:7077"})
  void unknownMasterIsRefused(String master) {
    assertThatThrownBy(() -> Master.require(master))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--sparkMaster takes")
        .hasMessageEndingWith(master);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[4]", "local[*]", "local[2,3]", "local[*, 1]"})
  void localMasterIsAccepted(String master) {
    assertThatCode(() -> Master.require(master)).doesNotThrowAnyException();
  }

  @Test
  void uncreatableCheckpointDirectoryIsNamed() {
    assertThatThrownBy(() -> CheckpointDirectory.makeBelow("file:///proc/none"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot create the checkpoint directory file:///proc/none/")
        .hasMessageContaining("--checkpointDir");
  }

  @Test
  void objectsForExecutorsAreSerializable() {
    assertThatCode(
            () -> {
              try (var out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
                out.writeObject(OpenPackages.required());
                out.writeObject(new Sight("0 on a", OpenPackages.required().closed(), 0));
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void brokenExecutorsAreNamedWithReason() {
    long now = 1_800_000_000_000L;
    var well = new Sight("0 on a", List.of(), now - 100);
    var earlier = new Sight("0 on a", List.of(), now - 20_000);
    assertThat(ExecutorsCheck.findings(List.of(well, earlier), now))
        .containsExactly(Finding.ok("1 of them ran a job: 0 on a"));
    var closed = new Sight("1 on b", List.of("java.base/java.nio"), now);
    var slow = new Sight("2 on c", List.of(), now - 7_500);
    assertThat(ExecutorsCheck.findings(List.of(well, closed, slow), now))
        .extracting(Finding::level, f -> f.text().replaceFirst(";.*", ""))
        .containsExactly(
            tuple(Level.FAILED, "executor 1 on b: Spark may not reach into java.base/java.nio"),
            tuple(Level.WARN, "executor 2 on c: its clock is 7.5 s behind that of the driver"));
  }
}
