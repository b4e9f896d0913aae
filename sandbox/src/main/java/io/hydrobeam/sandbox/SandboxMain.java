package io.hydrobeam.sandbox;

import io.hydrobeam.common.UserException;
import io.hydrobeam.sandbox.demo.DemoCommand;
import io.hydrobeam.sandbox.replay.ReplayCommand;
import io.hydrobeam.sandbox.server.FailedException;
import io.hydrobeam.sandbox.server.SandboxCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs the commands that need the class path of a broker. Exit codes: 0 success, 1 failure, 2 wrong
 * usage. An error of the user is reported in one message. A stack trace indicates a bug of this
 * program.
 */
@Command(
    name = "hydrobeam",
    synopsisSubcommandLabel = "COMMAND",
    description = "A broker, a file system and a rig to try Hydrobeam with.",
    subcommands = {DemoCommand.class, SandboxCommand.class, ReplayCommand.class})
public final class SandboxMain implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(names = "--help", usageHelp = true, description = "Shows this help and ends.")
  private boolean help;

  /** Runs the command named by the arguments, and exits the JVM with its exit code. */
  public static void main(String[] arguments) {
    try {
      System.exit(commandLine().execute(arguments));
    } catch (Error e) {
      // The threads of the servers would keep the JVM alive after the end of the main thread.
      e.printStackTrace();
      System.exit(CommandLine.ExitCode.SOFTWARE);
    }
  }

  /** Returns the commands with their options, ready to parse arguments. */
  public static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new SandboxMain());
    commands.setParameterExceptionHandler(SandboxMain::wrongUsage);
    commands.setExecutionExceptionHandler(SandboxMain::failed);
    OptionValues.register(commands);
    commands.setUsageHelpAutoWidth(true);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    return commands;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given.");
  }

  private static int wrongUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(problem.getMessage());
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return 2;
  }

  private static int failed(Exception problem, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(problem instanceof FailedException || problem instanceof UserException)) {
      throw problem;
    }
    command.getErr().println(problem.getMessage());
    command.getErr().flush();
    return 1;
  }
}
