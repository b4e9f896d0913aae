package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.server.SandboxConfig;
import io.hydrobeam.sandbox.server.Signals;
import io.hydrobeam.sandbox.simulator.Fault;
import io.hydrobeam.sandbox.simulator.RigSimulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command {@code replay}: plays a data set or the simulator into the sensor topics, or writes the
 * cycles of the simulator as a data set. Standard output has a single line at the end, the summary
 * of the messages sent.
 */
@Command(
    name = "replay",
    description = {
      "Plays a rig into the sensors' topics: a data set directory, or with --simulate a rig that is"
          + " computed. A cycle lasts 60 s of event time; all sensors are sent in the order of time,"
          + " keyed by rig. Ctrl-C ends it after what has been sent.",
      ""
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int SIMULATED_CYCLES = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      description =
          "The data set directory to play: PS1.txt to SE.txt, with one cycle in each row, "
              + "tabs between the values, and a whole number of values per second. Optionally, "
              + "cycles.txt numbers the cycles and profile.txt labels them.")
  private Path dataset;

  @Option(
      names = "--simulate",
      description = "Plays a simulated rig, with every sensor at its own rate.")
  private boolean simulate;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description =
          "What is wrong with the simulated rig; may be given several times: cooler:20|3 (%%),"
              + " valve:90|80|73 (%%), pump:1|2 (leakage), accumulator:115|100|90 (bar);"
              + " spike:SENSOR (a peak at second 30 of each cycle), stuck:SENSOR (one value from"
              + " second 20 to 49), dropout:SENSOR (nothing from second 20 to 29), fade:SENSOR (few samples from second"
              + " 20 to 49), drift:SENSOR (2 %% more each second from 20 to 49). @N after it"
              + " begins at the N-th cycle, as in cooler:20@3. Default: a healthy rig.")
  private List<Fault> faults = List.of();

  @Option(
      names = "--cycles",
      paramLabel = "all|N|A-B",
      description =
          "Which cycles to play: all, the first N, or those numbered A to B. A simulated rig"
              + " numbers them from 0 and with all runs until Ctrl-C. Default: all of a data set, "
              + SIMULATED_CYCLES
              + " of a simulated rig.")
  private CycleSelection cycles;

  @Option(
      names = "--speed",
      paramLabel = "1|N|max",
      defaultValue = "1",
      description =
          "The speed: 1 is real time, N above 0 is N times real time, max is as fast as the "
              + "broker accepts. Default: ${DEFAULT-VALUE}.")
  private Speed speed;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description =
          "The event time of the first sample, such as 2025-11-08T14:30:00Z, in UTC without a "
              + "zone. Default: now at speed 1; at other speeds such that the cycles end now.")
  private Instant start;

  @Option(
      names = "--rigs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The number of rigs, named rig-1, rig-2 and so on. Each rig sends the same samples. "
              + "Default: ${DEFAULT-VALUE}.")
  private int rigs;

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "The Kafka brokers: HOST:PORT, separated by commas. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers;

  @Option(
      names = "--kafkaProperties",
      paramLabel = "FILE",
      description =
          "A properties file for the Kafka client, with settings such as security.protocol, "
              + "sasl.jaas.config and ssl.truststore.location. Default: none.")
  private String kafkaProperties;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = SandboxConfig.DEFAULT_TOPIC_PREFIX,
      description =
          "The prefix of all topic names, before the sensor name. Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Mixin private DisturbanceOptions disturbances;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "The file for the labels of the played cycles, one line for each cycle: cooler, "
              + "valve, pump, accumulator, stable.")
  private Path labels;

  @Option(
      names = "--writeDataset",
      paramLabel = "DIR",
      description =
          "Writes the simulated cycles to this new data set directory, and sends nothing.")
  private Path writeDataset;

  @Override
  public Integer call() {
    check();
    ReplayConfig config = config();
    try (CycleSource source = source()) {
      return writeDataset != null ? write(source) : play(config, source);
    }
  }

  private int write(CycleSource source) {
    int count = RecordingsWriter.write(source, writeDataset);
    out().printf(Locale.ROOT, "wrote %d cycles to %s%n", count, writeDataset).flush();
    return CommandLine.ExitCode.OK;
  }

  private int play(ReplayConfig config, CycleSource source) {
    Replay replay = new Replay(config, source);
    Signals.onStop(replay::stop);
    ReplayProgress result;
    try (ProgressLines lines = new ProgressLines(replay, spec.commandLine().getErr())) {
      lines.start();
      result = replay.run();
    }
    out().println(result.summary());
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private CycleSource source() {
    CycleSource source =
        simulate ? new RigSimulator(selection(), faults, disturbances.seed()) : dataSet().cycles();
    return labels == null ? source : new LabelledCycles(source, labels);
  }

  private SelectedRecordings dataSet() {
    SelectedRecordings opened = SelectedRecordings.open(dataset, selection());
    if (labels != null && !opened.isLabelled()) {
      throw UserException.failed(
          "%s",
          dataset + " has no profile.txt, so there are no labels to write. Leave out --labels.");
    }
    return opened;
  }

  private CycleSelection selection() {
    CycleSelection unlessGiven =
        simulate ? CycleSelection.first(SIMULATED_CYCLES) : CycleSelection.all();
    return cycles == null ? unlessGiven : cycles;
  }

  private ReplayConfig config() {
    try {
      return new ReplayConfig(
          KafkaCluster.of(bootstrapServers, kafkaProperties),
          topicPrefix,
          rigs,
          speed,
          Optional.ofNullable(start),
          disturbances.disturbances());
    } catch (IllegalArgumentException e) {
      throw UserException.invalid("%s", e.getMessage());
    }
  }

  private void check() {
    check(simulate != (dataset != null), "Give either --dataset=DIR or --simulate: what to play.");
    check(simulate || faults.isEmpty(), "--fault is for --simulate: a data set is as it is.");
    check(
        faults.stream().allMatch(fault -> selection().reaches(fault.fromCycle())),
        "--fault begins after the last cycle that is played: raise --cycles, or correct its @N.");
    check(simulate || writeDataset == null, "--writeDataset is for --simulate.");
    boolean endless = simulate && cycles != null && cycles.isAll();
    check(
        !endless || !speed.isMax() && writeDataset == null,
        "--cycles=all of a simulated rig has no end: give a number of cycles, or another --speed.");
  }

  private void check(boolean right, String message) {
    if (!right) {
      throw UserException.invalid("%s", message);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
