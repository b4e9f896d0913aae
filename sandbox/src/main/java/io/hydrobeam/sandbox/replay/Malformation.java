package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import java.nio.charset.StandardCharsets;

/** Kinds of malformed messages, each made from a valid message of a sensor. */
enum Malformation {
  NOT_JSON {
    @Override
    String of(String good, Sensor sensor) {
      return sensor + " did not answer";
    }
  },
  TRUNCATED {
    @Override
    String of(String good, Sensor sensor) {
      return good.substring(0, good.length() / 2);
    }
  },
  NO_VALUE {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst(VALUE, "");
    }
  },
  NO_SENSOR {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst("\"sensor\":\"[^\"]*\",", "");
    }
  },
  NO_CYCLE {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst("\"cycle\":-?\\d+,", "");
    }
  },
  NO_TIMESTAMP {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst("\"timestamp\":\"[^\"]*\",", "");
    }
  },
  UNKNOWN_SENSOR {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst('"' + sensor.name() + '"', "\"XY9\"");
    }
  },
  ANOTHER_TOPICS_SENSOR {
    @Override
    String of(String good, Sensor sensor) {
      Sensor other = Sensor.all().get((sensor.ordinal() + 1) % Sensor.all().size());
      return good.replaceFirst('"' + sensor.name() + '"', '"' + other.name() + '"');
    }
  },
  NAN_VALUE {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst(VALUE, "\"value\":NaN,");
    }
  },
  TEXT_VALUE {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst(VALUE, "\"value\":\"abc\",");
    }
  },
  NULL_VALUE {
    @Override
    String of(String good, Sensor sensor) {
      return good.replaceFirst(VALUE, "\"value\":null,");
    }
  };

  private static final String VALUE = "\"value\":[^,]*,";

  abstract String of(String good, Sensor sensor);

  /** Returns the malformed message for a valid message. */
  byte[] apply(byte[] good, Sensor sensor) {
    return of(new String(good, StandardCharsets.UTF_8), sensor).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the kinds in rotation. */
  static Malformation at(long turn) {
    return values()[(int) (turn % values().length)];
  }
}
