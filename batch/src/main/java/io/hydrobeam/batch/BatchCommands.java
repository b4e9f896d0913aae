package io.hydrobeam.batch;

import io.hydrobeam.batch.baseline.BaselineCommand;
import io.hydrobeam.batch.compact.CompactCommand;
import io.hydrobeam.batch.dataset.DatasetCommand;
import io.hydrobeam.batch.evaluate.EvaluateCommand;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.beam.Backend;
import java.time.Clock;
import java.util.List;

/** Commands over stored data. Each command ends by itself. */
public final class BatchCommands {
  private BatchCommands() {}

  /** Returns the commands for a runner. */
  public static List<Command> on(Backend backend) {
    return List.of(
        new DatasetCommand(backend),
        new CompactCommand(Clock.systemUTC(), backend),
        new BaselineCommand(backend),
        new EvaluateCommand(backend));
  }
}
