package io.hydrobeam.runners.spark.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.apache.spark.package$;
import scala.util.Properties$;

/**
 * Versions of Spark and Scala, such as 3.5.7 and 2.12.
 *
 * @param spark Spark's
 * @param scala Scala's, the first two numbers of which make programs fit
 */
public record BuiltFor(String spark, String scala) {
  /** What this was built for. */
  public static BuiltFor read() {
    try (InputStream in =
        BuiltFor.class.getResourceAsStream("/io/hydrobeam/runners/spark/built-for.properties")) {
      var versions = new Properties();
      versions.load(in);
      return new BuiltFor(versions.getProperty("spark"), versions.getProperty("scala"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is on the class path. */
  public static BuiltFor found() {
    return new BuiltFor(
        package$.MODULE$.SPARK_VERSION(), Properties$.MODULE$.versionNumberString());
  }

  /** Whether a program for the one runs on the other: the first two numbers are the same. */
  boolean suits(BuiltFor other) {
    return line(spark).equals(line(other.spark)) && line(scala).equals(line(other.scala));
  }

  private static String line(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Spark %s of Scala %s", spark, scala);
  }
}
