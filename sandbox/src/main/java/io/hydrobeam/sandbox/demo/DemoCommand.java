package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.replay.DisturbanceOptions;
import io.hydrobeam.sandbox.replay.SelectedRecordings;
import io.hydrobeam.sandbox.replay.Speed;
import io.hydrobeam.sandbox.simulator.Fault;
import io.hydrobeam.sandbox.simulator.RigSimulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command {@code demo}: runs everything at once, from the rig to the Parquet files, with live
 * output. Exit codes: 0 every sample accounted for, 1 unaccounted samples or a failure, 2 wrong
 * usage, 130 stopped.
 */
@Command(
    name = "demo",
    defaultValueProvider = DemoDefaults.class,
    description = {
      "Starts Kafka and HDFS on free ports of this machine and the stream on Spark, plays a"
          + " simulated rig or a data set into them, and shows what comes out: progress, alerts and"
          + " in the end a summary, with the files and how to query them.",
      "It ends by itself. Ctrl-C ends it at any moment, with exit code 130, and leaves only"
          + " the logs.",
      ""
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--cycles",
      paramLabel = "all|N|A-B",
      defaultValue = "3",
      description =
          "Which cycles of 60 s to play: the first N, those numbered A to B, or all. A simulated"
              + " rig numbers them from 0 and with all runs until Ctrl-C. Default:"
              + " ${DEFAULT-VALUE}.")
  private CycleSelection cycles;

  @Option(
      names = "--speed",
      paramLabel = "1|N|max",
      defaultValue = "4",
      description =
          "The speed: 1 is real time, N above 0 is N times real time, max is as fast as the "
              + "broker accepts. Default: ${DEFAULT-VALUE}.")
  private Speed speed;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description =
          "A fault of the simulated rig, as explained by 'replay --help'. May be given "
              + "several times. Default: spike:PS1@2, fade:PS5@2 and dropout:VS1@3.")
  private List<Fault> faults = List.of();

  @Option(names = "--healthy", description = "The simulated rig has no faults.")
  private boolean healthy;

  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      description =
          "The data set directory to play instead of the simulated rig: PS1.txt to SE.txt, as "
              + "explained by 'replay --help'.")
  private Path dataset;

  @Option(
      names = "--rigs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The number of rigs, named rig-1, rig-2 and so on. Each rig sends the same samples. "
              + "Default: ${DEFAULT-VALUE}.")
  private int rigs;

  @Mixin private DisturbanceOptions disturbances;

  @Option(
      names = "--dashboard",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "true",
      description =
          "Whether to serve the dashboard on port 8085, or on a free port if that one is "
              + "taken. Default: ${DEFAULT-VALUE}.")
  private boolean dashboard;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The directory of the tables and logs: a new or empty directory, or the directory "
              + "of an earlier demo, whose tables are replaced. Default: a new directory "
              + "hydrobeam-demo-... in ${sys:java.io.tmpdir}.")
  private Path directory;

  @Override
  public Integer call() {
    check();
    Scenario scenario = scenario();
    Path chosen = DemoDirectory.choose(Optional.ofNullable(directory));
    try (CycleSource source = source(scenario)) {
      return new Demo(scenario, source, chosen, dashboard, spec.commandLine().getOut()).run();
    }
  }

  private Scenario scenario() {
    try {
      return new Scenario(
          Optional.ofNullable(dataset),
          cycles.isAll() ? Integer.MAX_VALUE : cycles.countOfEndless(),
          rigs,
          speed,
          faults(),
          disturbances.disturbances());
    } catch (IllegalArgumentException e) {
      throw UserException.invalid("%s", e.getMessage());
    }
  }

  private CycleSource source(Scenario scenario) {
    return dataset == null
        ? new RigSimulator(cycles, scenario.faults(), disturbances.seed())
        : SelectedRecordings.open(dataset, cycles).cycles();
  }

  private List<Fault> faults() {
    if (dataset != null || healthy) {
      return List.of();
    }
    return faults.isEmpty() ? DemoDefaults.faults(cycles.countOfEndless()) : faults;
  }

  private void check() {
    check(dataset == null || faults.isEmpty(), "--fault is for the simulated rig, not --dataset.");
    check(dataset == null || !healthy, "--healthy is for the simulated rig, not --dataset.");
    check(!healthy || faults.isEmpty(), "Give either --healthy or --fault=FAULT.");
    check(
        faults.stream().allMatch(fault -> cycles.reaches(fault.fromCycle())),
        "--fault begins after the last cycle that is played: raise --cycles, or correct its @N.");
    check(
        dataset != null || !cycles.isAll() || speed.factor() <= 1,
        "--cycles=all of a simulated rig has no end, and faster than real time its clock would run"
            + " ahead: give a number of cycles, or --speed=1.");
  }

  private void check(boolean right, String message) {
    if (!right) {
      throw UserException.invalid("%s", message);
    }
  }
}
