package io.hydrobeam.config;

import java.util.List;

/**
 * Says all that is wrong with a rig's configuration: a line for each, with its place and remedy.
 */
public final class RigConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  RigConfigException(List<String> problems) {
    super(String.join("\n", problems));
  }

  /**
   * The problems, in the order of the file, such as {@code rig.yaml:12: unknown sensor PS7; ...}.
   */
  public List<String> problems() {
    return List.of(getMessage().split("\n"));
  }
}
