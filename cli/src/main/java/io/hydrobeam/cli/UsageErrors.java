package io.hydrobeam.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages for invalid arguments: the argument, its value and the remedy. */
final class UsageErrors {
  private static final String NO_VALUE = "Missing required option";

  private UsageErrors() {}

  /** Returns one line for each error of the parser. */
  static String text(List<Exception> errors) {
    return errors.stream()
        .flatMap(UsageErrors::lines)
        .distinct()
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static Stream<String> lines(Exception error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().stream().map(argument -> unknown(argument, unmatched));
    }
    if (error instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      boolean absent = missing.getMessage().startsWith(NO_VALUE);
      return missing.getMissing().stream()
          .map(argument -> sentence(argument, absent ? "is missing" : "needs a value"));
    }
    if (error instanceof OverwrittenOptionException repeated) {
      return Stream.of(name(repeated.getOverwritten()) + " takes one value, not several");
    }
    if (error instanceof ParameterException wrong && wrong.getArgSpec() != null) {
      return Stream.of(
          String.format(
              Locale.ROOT,
              "%s does not take %s. %s",
              name(wrong.getArgSpec()),
              wrong.getValue(),
              wrong.getCause() instanceof TypeConversionException cause
                  ? cause.getMessage()
                  : description(wrong.getArgSpec())));
    }
    return Stream.of(String.valueOf(error.getMessage()));
  }

  private static String unknown(String argument, UnmatchedArgumentException error) {
    if (!isOption(argument)) {
      return "unexpected argument "
          + argument
          + "; options have the form --option=value or --option value";
    }
    String option = argument.replaceFirst("(?s)=.*", "");
    List<String> similar = error.getSuggestions();
    return "there is no option "
        + option
        + (similar.isEmpty()
                || error.getUnmatched().stream().filter(UsageErrors::isOption).count() > 1
            ? ""
            : "; did you mean " + similar.get(0) + "?");
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("-");
  }

  private static String sentence(ArgSpec argument, String problem) {
    return String.format(Locale.ROOT, "%s %s. %s", name(argument), problem, description(argument))
        .strip();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description()).replace("%%", "%");
  }
}
