package io.hydrobeam.cli;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.BaselineFile;
import io.hydrobeam.baseline.BaselineFile.BaselineException;
import io.hydrobeam.common.TextFiles;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.RigConfig;
import java.io.IOException;
import java.util.List;

/** Reader of the baseline file named by {@code --baseline}. */
public final class BaselineOption {
  private BaselineOption() {}

  /**
   * Reads a baseline and checks that it fits a rig.
   *
   * @param file path or URI of the file
   * @throws UserException naming the file and the remedy
   */
  public static Baseline read(String file, RigConfig rig) {
    try {
      Baseline baseline = BaselineFile.read(file, TextFiles.text(file));
      List<String> misfits = baseline.misfits(rig);
      if (!misfits.isEmpty()) {
        throw UserException.invalid(
            "--baseline=%s does not fit the rig:%n%s",
            file, String.join(System.lineSeparator(), misfits));
      }
      return baseline;
    } catch (BaselineException e) {
      throw UserException.invalid("%s", e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.invalid(
          "--baseline names a file that cannot be read: %s (%s); bin/hydrobeam baseline writes one",
          file, UserException.rootCause(e));
    }
  }
}
