package io.hydrobeam.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the contract says of the rig's sensors, written down once more for the tests. */
final class Rig {
  static final List<String> PRESSURES = List.of("PS1", "PS2", "PS3", "PS4", "PS5", "PS6");
  static final List<String> TEMPERATURES = List.of("TS1", "TS2", "TS3", "TS4");
  static final List<String> FLOWS = List.of("FS1", "FS2");
  static final Map<String, Integer> HERTZ = hertz();
  static final int SAMPLES_A_SECOND = 728;

  private Rig() {}

  private static Map<String, Integer> hertz() {
    var hertz = new LinkedHashMap<String, Integer>();
    PRESSURES.forEach(sensor -> hertz.put(sensor, 100));
    hertz.put("EPS1", 100);
    FLOWS.forEach(sensor -> hertz.put(sensor, 10));
    TEMPERATURES.forEach(sensor -> hertz.put(sensor, 1));
    List.of("VS1", "CE", "CP", "SE").forEach(sensor -> hertz.put(sensor, 1));
    return hertz;
  }
}
