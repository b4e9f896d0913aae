package io.hydrobeam.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Command of an object with picocli annotations, which receives the options in its fields.
 *
 * @param object the annotated object; its call returns the exit code
 * @param configure registers converters for the types of its options
 */
record AnnotatedCommand(Callable<Integer> object, Consumer<CommandLine> configure)
    implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(object);
  }

  @Override
  public void configure(CommandLine line) {
    configure.accept(line);
  }

  @Override
  public int run(ParseResult arguments) throws IOException, InterruptedException {
    try {
      return object.call();
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
