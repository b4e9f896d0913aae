package io.hydrobeam.config;

public final class RigConfigException extends Exception {
  private static final long serialVersionUID = 1L;
}
