package io.hydrobeam.dashboard;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.cli.BaselineOption;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.cli.StopSignal;
import io.hydrobeam.model.RigConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code dashboard}: serves a live page of the messages published by the stream. */
@Command(
    name = "dashboard",
    customSynopsis = "bin/hydrobeam dashboard --bootstrapServers=HOST:PORT [--option=value ...]",
    description = {
      "Serves a live page of the rigs: their state, alerts, measurements and data. Reads only what"
          + " the stream publishes, and runs until Ctrl-C. /healthz reports whether Kafka answers,"
          + " /metrics is for Prometheus.",
      ""
    })
final class DashboardCommand implements Callable<Integer> {
  @Mixin private final DashboardOptions options = new DashboardOptions();

  @Override
  public Integer call() {
    DashboardSettings settings = DashboardSettings.of(options);
    RigConfig rig = RigFile.read(options.getConfig());
    Baseline baseline =
        options.getBaseline() == null ? null : BaselineOption.read(options.getBaseline(), rig);
    StopSignal stop = StopSignal.listen();
    try (Dashboard dashboard = Dashboard.start(settings, rig, baseline)) {
      System.out.println("dashboard " + dashboard.address());
      while (!stop.received()) {
        dashboard.update();
      }
    }
    return ExitCode.DONE;
  }
}
