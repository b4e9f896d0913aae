package io.hydrobeam.sandbox.demo;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.simulator.Fault;
import io.hydrobeam.sandbox.simulator.Fault.FaultySensor;
import io.hydrobeam.sandbox.simulator.SensorFault;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Default disturbances and faults of a demo, enough to show each kind of output. */
final class DemoDefaults implements IDefaultValueProvider {
  private static final Map<String, String> VALUES =
      Map.of("--late", "0.002", "--malformed", "0.0005");

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? VALUES.get(option.longestName()) : null;
  }

  /**
   * Returns the default faults: a spike and a fading sensor from the second cycle on, and a
   * drop-out from the third cycle on. With fewer cycles the faults start earlier.
   */
  static List<Fault> faults(int cycles) {
    return List.of(
        new FaultySensor(SensorFault.SPIKE, Sensor.PS1, Math.min(2, cycles)),
        new FaultySensor(SensorFault.FADE, Sensor.PS5, Math.min(2, cycles)),
        new FaultySensor(SensorFault.DROPOUT, Sensor.VS1, Math.min(3, cycles)));
  }
}
