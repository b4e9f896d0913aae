package io.hydrobeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalHandlersTest {
  @Test
  void signalOfTheOperatingSystemRunsTheAction() throws IOException, InterruptedException {
    var received = new CountDownLatch(1);
    SignalHandlers.on("WINCH", received::countDown);
    new ProcessBuilder("kill", "-WINCH", String.valueOf(ProcessHandle.current().pid())).start();
    assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void signalOfTheJvmItselfIsRefused() {
    assertThatThrownBy(() -> SignalHandlers.on("SEGV", () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SEGV");
  }
}
