package io.hydrobeam.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Options are understood, or refused with what they take. */
class DashboardSettingsTest {
  @TempDir private Path directory;

  @Test
  void byDefaultOnlyThisMachineIsServed() {
    DashboardSettings settings = settings();
    assertThat(settings.host().isLoopbackAddress()).isTrue();
    assertThat(settings.port()).isEqualTo(8085);
    assertThat(settings.token()).isEmpty();
    assertThat(settings.rowsEach()).isEqualTo(900);
    assertThat(settings.topics().features()).isEqualTo("hydraulic-features");
  }

  @Test
  void otherMachinesNeedAToken() throws IOException {
    assertRefused("--tokenFile=FILE", "--host=0.0.0.0");
    Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
    assertThat(settings("--host=0.0.0.0", "--tokenFile=" + token).token())
        .hasValue("0123456789abcdef");
    assertThat(settings("--tokenFile=" + token).token()).isPresent();
  }

  @Test
  void tokenThatCanBeGuessedOrIsNotThereIsRefused() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    assertRefused("takes 16 or more", "--host=0.0.0.0", "--tokenFile=" + token);
    assertRefused("cannot be read", "--tokenFile=" + directory.resolve("none"));
  }

  @Test
  void everyWrongOptionIsNamed() {
    assertRefused("--port takes 0 to 65535, not 70000", "--port=70000", "--history=PT10S");
    assertRefused("--history takes a duration of PT1M to PT1H, not PT10S", "--history=PT10S");
    assertRefused("--silentAfter takes", "--silentAfter=soon");
    assertRefused("--host takes", "--host=no such host");
  }

  private static DashboardSettings settings(String... arguments) {
    return DashboardSettings.of(CommandLine.populateCommand(new DashboardOptions(), arguments));
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatThrownBy(() -> settings(arguments))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
