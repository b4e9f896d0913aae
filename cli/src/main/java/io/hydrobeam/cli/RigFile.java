package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import io.hydrobeam.config.RigConfigException;
import io.hydrobeam.config.RigConfigParser;
import io.hydrobeam.model.RigConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reader of the rig file named by {@code --config}. */
public final class RigFile {
  private RigFile() {}

  /**
   * Reads a rig file. The default is conf/rig.yaml in the directory from which {@code
   * bin/hydrobeam} was started. Without conf/rig.yaml, the copy made when the program was built is
   * read.
   *
   * @param file path of the rig file; null for the default
   * @throws UserException naming the file and the error in the file
   */
  public static RigConfig read(@Nullable String file) {
    String chosen = file == null ? ofThisHome() : file;
    try {
      return chosen == null
          ? RigConfigParser.parse("rig.yaml", builtIn())
          : RigConfigParser.parse(chosen, Utf8.text(Path.of(chosen)));
    } catch (NoSuchFileException e) {
      throw UserException.invalid("--config names a file that does not exist: %s", chosen);
    } catch (IOException e) {
      throw UserException.invalid(
          "--config names a file that cannot be read: %s (%s)", chosen, UserException.rootCause(e));
    } catch (RigConfigException e) {
      throw UserException.invalid("%s", e.getMessage());
    }
  }

  private static @Nullable String ofThisHome() {
    String home = System.getProperty("hydrobeam.home");
    if (home == null) {
      return null;
    }
    Path file = Path.of(home, "conf", "rig.yaml");
    return Files.exists(file) ? file.toString() : null;
  }

  private static String builtIn() throws IOException {
    try (InputStream in = RigFile.class.getResourceAsStream("rig.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
