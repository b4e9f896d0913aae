package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DemoConsoleTest {
  private static final String CLEAR = "\r\u001b[K";
  private final StringWriter text = new StringWriter();
  private long now;

  @Test
  void terminalHasOneStatusBelowTheLines() {
    DemoConsole screen = screen(true);
    screen.print("first");
    screen.status(status(1));
    screen.print("second");
    String status = status(1).line();
    assertThat(text.toString()).isEqualTo("first\n" + CLEAR + status + CLEAR + "second\n" + status);
  }

  @Test
  void elsewhereTheStatusIsALineEveryFiveSeconds() {
    DemoConsole screen = screen(false);
    for (int second = 0; second < 12; second++) {
      screen.status(status(second));
      now += TimeUnit.SECONDS.toNanos(1);
    }
    assertThat(text.toString().lines()).containsExactly(status(5).line(), status(10).line());
  }

  @Test
  void ofManyAlertsTenASecondAreShownAndTheOthersCounted() {
    DemoConsole screen = screen(false);
    for (int i = 0; i < 25; i++) {
      screen.alert(new Alert("" + i, "", "info", "raised", "type", "message " + i));
    }
    assertThat(text.toString().lines()).hasSize(10);
    now += TimeUnit.SECONDS.toNanos(1);
    screen.status(status(1));
    assertThat(text.toString()).endsWith("... and 15 more alerts\n");
    screen.alert(new Alert("a", "", "info", "raised", "type", "another"));
    assertThat(text.toString()).endsWith("another\n");
  }

  private DemoConsole screen(boolean terminal) {
    return new DemoConsole(new PrintWriter(text), terminal, () -> now);
  }

  private static Status status(int second) {
    return new Status(Duration.ofSeconds(second), 0, 0, 0, 0, 0, Optional.empty());
  }
}
