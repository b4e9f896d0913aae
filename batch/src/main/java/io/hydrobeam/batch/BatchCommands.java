package io.hydrobeam.batch;

import io.hydrobeam.batch.baseline.BaselineCommand;
import io.hydrobeam.batch.compact.CompactCommand;
import io.hydrobeam.batch.dataset.DatasetCommand;
import io.hydrobeam.batch.evaluate.EvaluateCommand;
import io.hydrobeam.cli.Command;
import java.time.Clock;
import java.util.List;

/** Commands over stored data. Each command ends by itself. */
public final class BatchCommands {
  private BatchCommands() {}

  public static List<Command> all() {
    return List.of(
        new DatasetCommand(),
        new CompactCommand(Clock.systemUTC()),
        new BaselineCommand(),
        new EvaluateCommand());
  }
}
