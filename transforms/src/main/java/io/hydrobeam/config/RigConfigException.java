package io.hydrobeam.config;

import java.util.List;

/** Reports all errors in a rig's configuration, one line each, with place and remedy. */
public final class RigConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  RigConfigException(List<String> problems) {
    super(String.join("\n", problems));
  }

  /**
   * Returns the errors in the order of the file, such as {@code rig.yaml:12: unknown sensor PS7;
   * ...}.
   */
  public List<String> problems() {
    return List.of(getMessage().split("\n"));
  }
}
