package io.hydrobeam.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class StorageFailuresTest {
  @Test
  void fullDiskIsExplainedWithTheRemedy() {
    var full = new IOException("No space left on device");
    assertThat(StorageFailures.explain(new RuntimeException(full)))
        .hasValueSatisfying(text -> assertThat(text).contains("a disk is full", "make room"));
  }

  @Test
  void unreachableNameNodeIsNamed() throws IOException {
    int port = freePort();
    var configuration = new Configuration();
    configuration.setInt("ipc.client.connect.max.retries", 0);
    var uri = URI.create("hdfs://localhost:" + port);
    try (FileSystem away = FileSystem.newInstance(uri, configuration)) {
      var failure = catchThrowableOfType(IOException.class, () -> away.exists(new Path("/rigs")));
      assertThat(StorageFailures.explain(new RuntimeException(failure)))
          .hasValue(
              "HDFS at localhost:"
                  + port
                  + " does not answer (Connection refused); start it, then start this command"
                  + " again");
    }
  }

  @Test
  void otherFailureIsNotExplained() {
    assertThat(StorageFailures.explain(new IOException("odd"))).isEmpty();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
