package io.hydrobeam.sandbox;

import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.replay.Speed;
import io.hydrobeam.sandbox.simulator.Fault;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of option values. The error for an invalid value names the allowed values. */
final class OptionValues {
  private OptionValues() {}

  /** Registers the converters for all types of values. */
  static void register(CommandLine commands) {
    commands.registerConverter(int.class, number(Integer::valueOf, "a whole number"));
    commands.registerConverter(long.class, number(Long::valueOf, "a whole number"));
    commands.registerConverter(double.class, number(Double::valueOf, "a number"));
    commands.registerConverter(Double.class, number(Double::valueOf, "a number"));
    commands.registerConverter(Instant.class, told(OptionValues::time));
    commands.registerConverter(Speed.class, told(Speed::parse));
    commands.registerConverter(CycleSelection.class, told(CycleSelection::parse));
    commands.registerConverter(Fault.class, told(Fault::parse));
  }

  private static <T> ITypeConverter<T> number(Function<String, T> parse, String takes) {
    return told(
        text -> {
          try {
            return parse.apply(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is given; it takes " + takes + ".");
          }
        });
  }

  private static Instant time(String text) {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is given; it takes a time such as 2025-11-08T14:30:00Z.");
    }
  }

  /**
   * Wraps a parser. Picocli shows messages of its own exception type only; for other exceptions it
   * shows the class name.
   */
  private static <T> ITypeConverter<T> told(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
