package io.hydrobeam.runners.direct;

import io.hydrobeam.batch.BatchCommands;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.kafka.NativeLibraries;
import io.hydrobeam.pipeline.StreamCommands;
import io.hydrobeam.tables.StorageFailures;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands on the DirectRunner. The runner checks everything and is slow. */
public final class DirectMain {
  private DirectMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    var backend = new DirectBackend();
    var commands = new ArrayList<>(StreamCommands.on(new DirectStream(), backend));
    commands.addAll(BatchCommands.on(backend));
    System.exit(
        Commands.of(commands)
            .explaining(NativeLibraries::explain)
            .explaining(StorageFailures::explain)
            .run(List.of(arguments)));
  }
}
