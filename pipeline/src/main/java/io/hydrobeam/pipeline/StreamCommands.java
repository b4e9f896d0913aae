package io.hydrobeam.pipeline;

import io.hydrobeam.cli.Command;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.doctor.DoctorCommand;
import java.time.Clock;
import java.util.List;

/** Commands around a stream. */
public final class StreamCommands {
  private StreamCommands() {}

  /** Returns the commands for a runner. */
  public static List<Command> on(StreamBackend runner) {
    return List.of(
        new StreamCommand(runner),
        new DoctorCommand(runner, Clock.systemUTC()),
        new AlertsCommand());
  }
}
