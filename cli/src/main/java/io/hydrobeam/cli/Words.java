package io.hydrobeam.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Arguments of a command that are not options, such as {@code compare 1 2}. */
public final class Words {
  private Words() {}

  /** Lets a command take any number of words, and returns the command. */
  public static CommandSpec addTo(CommandSpec command) {
    return command.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("WORD")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(true)
            .build());
  }

  /** Returns the words in their order; an empty list for none. */
  public static List<String> of(ParseResult parsed) {
    return parsed.matchedPositionals().stream()
        .flatMap(words -> words.originalStringValues().stream())
        .toList();
  }
}
