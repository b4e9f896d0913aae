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
 * @param spark the version of Spark
 * @param scala the version of Scala; the first two numbers decide binary compatibility
 */
public record BuiltFor(String spark, String scala) {
  /** Returns the versions that this program was built for. */
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

  /** Returns the versions on the class path. */
  public static BuiltFor found() {
    return new BuiltFor(
        package$.MODULE$.SPARK_VERSION(), Properties$.MODULE$.versionNumberString());
  }

  /**
   * Returns true if a program built for these versions runs on the other versions: the first two
   * numbers of each are equal.
   */
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
