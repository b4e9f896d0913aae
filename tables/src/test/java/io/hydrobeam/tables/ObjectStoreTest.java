package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.findify.s3mock.S3Mock;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.window.Windowing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Tables on an object store, through Beam's file system for S3, on a server in this process. */
class ObjectStoreTest {
  private static final String BUCKET = "rigs";
  private static S3Mock server;
  private static S3Options options;

  @BeforeAll
  static void start() {
    server = new S3Mock.Builder().withPort(0).withInMemoryBackend().build();
    int port = server.start().localAddress().getPort();
    var credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("user", "password"));
    var endpoint = URI.create("http://127.0.0.1:" + port);
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(credentials)
            .build()) {
      client.createBucket(bucket -> bucket.bucket(BUCKET));
    }
    options = PipelineOptionsFactory.create().as(S3Options.class);
    options.setEndpoint(endpoint);
    options.setAwsRegion(Region.US_EAST_1);
    options.setAwsCredentialsProvider(credentials);
    options.setRunner(DirectRunner.class);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @AfterAll
  static void stop() {
    server.shutdown();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private static String output(String name) {
    return "s3://" + BUCKET + "/" + name;
  }

  private static List<FeatureVector> rows(int revision) {
    return IntStream.range(0, 5)
        .mapToObj(second -> row("rig-1", 0, START + second * 1_000L, revision, full()))
        .toList();
  }

  private static void write(String output, List<FeatureVector> rows) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(rows).withCoder(FeatureVectorCoder.of()))
        .apply(
            WriteTable.at(
                output + "/streaming",
                new RowTable(PartitionBy.MINUTE),
                PartitionBy.MINUTE,
                new Windowing(Duration.standardSeconds(1), Duration.ZERO)));
    pipeline.run().waitUntilFinish();
  }

  private static List<RigSnapshot> read(String output) throws IOException {
    var path = new Path(output + "/streaming");
    FileSystem fileSystem = Storage.fileSystem(path);
    var snapshots = new ArrayList<RigSnapshot>();
    for (String file : new FileTree(fileSystem, path).files("")) {
      for (GenericRecord row :
          Storage.rows(fileSystem, fileSystem.getFileStatus(new Path(path, file)))) {
        snapshots.add(RowTable.snapshot(row));
      }
    }
    return snapshots;
  }

  @Test
  void rowsThatAreWrittenAgainAreInTheTableOnce() throws IOException {
    String output = output("again");
    write(output, rows(0));
    write(output, rows(1));
    assertThat(read(output)).hasSize(5).allMatch(snapshot -> snapshot.revision() == 1);
  }

  @Test
  void runThatLostItsLeaseCannotWrite() throws IOException {
    String output = output("fenced");
    var path = new Path(output);
    FileSystem fileSystem = Storage.fileSystem(path);
    var older = Incoming.begin(output, "stream", List.of());
    Path file = older.newFile();
    Storage.create(fileSystem, file).close();
    Incoming.begin(output, "stream", List.of());
    assertThatThrownBy(() -> Storage.create(fileSystem, file))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void secondStreamIsRefusedWhileTheFirstHoldsTheLease() throws IOException {
    String output = output("leased");
    var request = new LeaseRequest(output, "stream", List.of("streaming"), "wait for it");
    var told = new AtomicReference<String>("");
    try (WriteLease lease = WriteLease.take(request, false, System.out)) {
      assertThat(lease.lost()).isNull();
      told.set(read(new Path(output, ".lease/stream-1")));
    }
    assertThat(told.get()).isNotEmpty();
    try (WriteLease next = WriteLease.take(request, false, System.out)) {
      assertThat(next.lost()).isNull();
    }
  }

  @Test
  void directoriesAreListedRenamedAndDeleted() throws IOException {
    var root = new Path(output("tree"));
    FileSystem fileSystem = Storage.fileSystem(root);
    for (String name : List.of("a/x-1", "a/b/y", "c")) {
      try (OutputStream out = fileSystem.create(new Path(root, name), true)) {
        out.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(names(fileSystem, root)).containsExactly("a/", "c");
    assertThat(names(fileSystem, new Path(root, "a"))).containsExactly("b/", "x-1");
    assertThat(read(new Path(root, "a/x-1"))).isEqualTo("a/x-1");
    assertThatThrownBy(() -> fileSystem.delete(new Path(root, "a"), false))
        .hasMessageContaining("is not empty");
    assertThat(fileSystem.rename(new Path(root, "a"), new Path(root, "d"))).isTrue();
    assertThat(names(fileSystem, root)).containsExactly("c", "d/");
    assertThat(fileSystem.delete(new Path(root, "d"), true)).isTrue();
    assertThat(fileSystem.delete(new Path(root, "d"), true)).isFalse();
    assertThat(names(fileSystem, root)).containsExactly("c");
    assertThatThrownBy(() -> fileSystem.getFileStatus(new Path(root, "d")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void schemesWithAFileSystemNameDirectories() {
    assertThat(Storage.isDirectoryName("s3://bucket/path")).isTrue();
    assertThat(Storage.isDirectoryName("hdfs://host:1/path")).isTrue();
    assertThat(Storage.isDirectoryName("file:///path")).isTrue();
    assertThat(Storage.isDirectoryName("ftp://host/path")).isFalse();
    assertThat(Storage.isDirectoryName("/path")).isFalse();
    assertThat(Storage.isDirectoryName("s3:")).isFalse();
  }

  private static List<String> names(FileSystem fileSystem, Path directory) throws IOException {
    return Arrays.stream(fileSystem.listStatus(directory)).map(ObjectStoreTest::name).toList();
  }

  private static String name(FileStatus status) {
    return status.getPath().getName() + (status.isDirectory() ? "/" : "");
  }

  private static String read(Path file) throws IOException {
    try (var in = Storage.fileSystem(file).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
