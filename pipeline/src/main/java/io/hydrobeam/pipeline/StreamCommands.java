package io.hydrobeam.pipeline;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.doctor.DoctorCommand;
import java.time.Clock;
import java.util.List;

/** Commands around a stream. */
public final class StreamCommands {
  private StreamCommands() {}

  /** Returns the commands for a runner of streams and its backend. */
  public static List<Command> on(StreamBackend runner, Backend backend) {
    return List.of(
        new StreamCommand(runner, backend),
        new DoctorCommand(runner, backend, Clock.systemUTC()),
        Command.annotated(new AlertsCommand(), line -> {}));
  }
}
