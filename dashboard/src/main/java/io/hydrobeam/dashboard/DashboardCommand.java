package io.hydrobeam.dashboard;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.cli.Backend;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.CommandHelp;
import io.hydrobeam.cli.CommandOptions;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.cli.StopSignal;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.tables.Baselines;
import java.io.PrintStream;
import java.util.List;

/** Command {@code dashboard}: serves a live page of the messages published by the stream. */
final class DashboardCommand implements Command {
  @Override
  public String name() {
    return "dashboard";
  }

  @Override
  public void help(PrintStream out, Backend backend) {
    CommandHelp.of(DashboardOptions.class)
        .print(
            out,
            """
            bin/hydrobeam dashboard --bootstrapServers=HOST:PORT [--option=value ...]

            Serves a live page of the rigs: whether all is well, alerts, measurements, data. Reads
            what the stream publishes, and nothing else; runs until Ctrl-C. /healthz tells whether
            Kafka answers, /metrics is for Prometheus.
            Exit codes: 0 done, 1 failed while running, 2 wrong usage.
            """);
  }

  @Override
  public void run(List<String> arguments, Backend backend) {
    DashboardOptions options = CommandOptions.parse(arguments, DashboardOptions.class);
    DashboardSettings settings = DashboardSettings.of(options);
    RigConfig rig = RigFile.read(options.getConfig());
    Baseline baseline =
        options.getBaseline() == null ? null : Baselines.read(options.getBaseline(), rig);
    StopSignal stop = StopSignal.listen();
    try (Dashboard dashboard = Dashboard.start(settings, rig, baseline)) {
      System.out.println("dashboard " + dashboard.address());
      while (!stop.received()) {
        dashboard.update();
      }
    }
  }
}
