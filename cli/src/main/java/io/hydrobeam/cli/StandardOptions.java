package io.hydrobeam.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options and help layout that all commands share. */
final class StandardOptions {
  private static final String EXIT_CODES =
      "Exit codes: 0 done, 1 failed while running, 2 wrong usage.";

  private StandardOptions() {}

  /** Adds the options and the layout to a command, and returns the command. */
  static CommandSpec addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder(OptionsFile.OPTION)
            .paramLabel("FILE")
            .arity("1")
            .type(String.class)
            .description(
                "Reads options from this file: YAML with one 'option: value' a line, or Java"
                    + " properties if the name ends with .properties. Options of the command line"
                    + " take precedence. Default: none.")
            .build());
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Shows this help and ends.")
            .build());
    command.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Shows the version and ends.")
            .build());
    var usage = command.usageMessage();
    usage.autoWidth(true).sortOptions(false);
    if (usage.customSynopsis().length == 0) {
      usage.customSynopsis(
          String.join(" ", "bin/hydrobeam", command.name(), "[--option=value ...]"));
    }
    if (usage.footer().length == 0) {
      usage.footer("", EXIT_CODES);
    }
    return command;
  }
}
