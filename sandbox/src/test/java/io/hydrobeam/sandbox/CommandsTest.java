package io.hydrobeam.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.sandbox.server.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  private int run(String... arguments) {
    return SandboxMain.commands()
        .run(List.of(arguments), new PrintWriter(out), new PrintWriter(err));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sandbox --kafkaPort=abc       | --kafkaPort      | a whole number",
        "sandbox --kafkaPort=70000     | --kafkaPort=70000| 0 to 65535",
        "sandbox --hdfsPort=-1         | --hdfsPort=-1    | 0 to 65535",
        "sandbox --partitions=0        | --partitions=0   | at least 1",
        "sandbox --ports=1             | --ports          | there is no option",
        "sandbox --topicPrefix=a/b     | --topicPrefix=a/b | letters, digits",
        "replay                        | --dataset=DIR    | --simulate",
        "replay --simulate --dataset=x | --dataset=DIR    | either",
        "replay --simulate --speed=fast| --speed          | 'fast'",
        "replay --simulate --speed=0   | --speed          | above 0",
        "replay --simulate --cycles=5-2| --cycles         | '5-2'",
        "replay --simulate --cycles=0  | --cycles         | at least 1",
        "replay --simulate --late=-0.1 | --late=-0.1      | a share, 0 to 1",
        "replay --simulate --malformed=2 | --malformed=2.0 | a share, 0 to 1",
        "replay --simulate --late=few  | --late           | a number",
        "replay --simulate --lateBy=5  | --lateBy         | --late=SHARE",
        "replay --simulate --shuffle=-1| --shuffle=-1.0   | seconds",
        "replay --simulate --rigs=0    | --rigs=0         | at least 1",
        "replay --simulate --start=now | --start          | 2025-11-08T14:30:00Z",
        "replay --simulate --fault=x:1 | --fault          | cooler:LEVEL [100, 20, 3]",
        "replay --dataset=x --fault=pump:1   | --fault        | --simulate",
        "replay --simulate --fault=pump:1@2 --cycles=1   | --fault | --cycles",
        "replay --simulate --fault=pump:1@9 --cycles=3-7 | --fault | --cycles",
        "demo --fault=pump:1@99              | --fault        | --cycles",
        "replay --dataset=x --writeDataset=y | --writeDataset | --simulate",
        "replay --simulate --cycles=all --speed=max | --cycles=all | no end",
        "replay --simulate --bootstrapServers=here  | --bootstrapServers | HOST:PORT, several with commas, not 'here'",
        "replay --simulate --kafkaProperties=absent | --kafkaProperties | no file absent",
        "demo --speed=fast             | --speed          | 'fast'",
        "demo --rigs=0                 | --rigs=0         | at least 1",
        "demo --late=2                 | --late=2.0       | a share, 0 to 1",
        "demo --cycles=all             | --cycles=all     | --speed=1",
        "demo --dataset=x --fault=pump:1 | --fault        | simulated",
        "demo --dataset=x --healthy    | --healthy        | simulated",
        "demo --healthy --fault=pump:1 | --healthy        | either",
        "demo --port=1                 | --port           | there is no option",
        "play                          | play             | demo or sandbox or replay"
      })
  void wrongUsageIsReportedInOneMessage(String line, String names, String takes) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(names, takes, "lists").doesNotContain("\tat ");
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpTellsOfEveryOption() {
    assertThat(run("replay", "--help")).isZero();
    assertThat(out.toString()).contains("--dataset=DIR", "--fault=FAULT", "--late=SHARE");
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--dir=DIR", "Default: 0.002.", "spike:PS1@2");
    assertThat(run("sandbox", "--help")).isZero();
    assertThat(out.toString()).contains("--kafkaPort=PORT", "Default: 9092.", "--secure");
  }

  @Test
  void portInUseIsNamedWithItsOption() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("sandbox", "--dir=" + directory, "--kafkaPort=" + port)).isEqualTo(1);
      assertThat(err.toString()).contains(port, "--kafkaPort").doesNotContain("\tat ");
    }
  }

  @Test
  void noFreePortIsGivenTwice() {
    assertThat(Stream.generate(() -> Ports.claim(0, "--kafkaPort")).limit(1_000))
        .doesNotHaveDuplicates();
  }

  @Test
  void directoryThatHdfsCannotUseIsNamed() {
    Path blank = directory.resolve("my files");
    assertThat(run("sandbox", "--dir=" + blank)).isEqualTo(1);
    assertThat(err.toString()).contains(blank.toString(), "--dir=DIR").doesNotContain("\tat ");
    assertThat(blank).doesNotExist();
  }

  @Test
  void directoryThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(run("sandbox", "--dir=" + file.resolve("dir"))).isEqualTo(1);
    assertThat(err.toString()).contains(file.toString(), "--dir=DIR").doesNotContain("\tat ");
  }

  @Test
  void brokerThatDoesNotAnswerIsNamedWithItsOption() throws IOException {
    int free = Ports.claim(0, "--kafkaPort");
    String[] arguments = {"replay", "--simulate", "--bootstrapServers=localhost:" + free};
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains("localhost:" + free, "--bootstrapServers=HOST:PORT");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void brokerWhoseNameIsUnknownIsNamedWithItsOption() {
    assertThat(run("replay", "--simulate", "--bootstrapServers=no.such.host.invalid:9092"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no.such.host.invalid:9092", "--bootstrapServers");
  }

  @Test
  void simulatedDataSetIsWrittenWhole() throws IOException {
    Path dataset = directory.resolve("set");
    String[] arguments = {
      "replay", "--simulate", "--cycles=2", "--fault=pump:2@2", "--writeDataset=" + dataset
    };
    assertThat(run(arguments)).isZero();
    assertThat(out.toString()).startsWith("wrote 2 cycles to ");
    assertThat(dataset.resolve("profile.txt"))
        .hasContent("100\t100\t0\t130\t0\n100\t100\t2\t130\t0\n");
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains("is not empty", "--writeDataset=DIR");
  }

  @Test
  void dataSetWithoutLabelsHasNoneToWrite() {
    assertThat(run("replay", "--dataset=" + directory, "--labels=" + directory.resolve("l")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("has no PS1.txt");
  }
}
