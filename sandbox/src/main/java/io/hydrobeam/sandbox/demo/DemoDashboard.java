package io.hydrobeam.sandbox.demo;

import io.hydrobeam.sandbox.server.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dashboard of a demo. The demo continues without the dashboard if the dashboard cannot start. */
final class DemoDashboard implements AutoCloseable {
  private static final int USUAL_PORT = 8085;
  private static final String HEAP = "256m";

  private final Optional<StreamProcess> process;
  private final Path log;

  private DemoDashboard(Optional<StreamProcess> process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns a placeholder without a dashboard. */
  static DemoDashboard none(Path log) {
    return new DemoDashboard(Optional.empty(), log);
  }

  /** Starts a dashboard on its default port, or on a free port if the default port is taken. */
  static DemoDashboard start(Path home, String bootstrapServers, Path log) {
    return new DemoDashboard(
        Optional.of(
            StreamProcess.start(
                home,
                List.of(
                    "dashboard",
                    "--bootstrapServers=" + bootstrapServers,
                    "--port=" + Ports.prefer(USUAL_PORT)),
                log,
                Map.of("HYDROBEAM_HEAP", HEAP))),
        log);
  }

  /**
   * Waits until the dashboard serves or has failed. Returns a line with the address; empty without
   * a dashboard.
   */
  Optional<String> awaitAddress(StopRequest stop) {
    if (process.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> address = process.get().said("dashboard ");
    while (address.isEmpty() && process.get().isRunning()) {
      stop.pause(100);
      address = process.get().said("dashboard ");
    }
    return Optional.of(address.orElse("did not start; " + log + " says why"));
  }

  @Override
  public void close() {
    process.ifPresent(StreamProcess::close);
  }
}
