package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.cli.AtomicFile;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.Words;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Command {@code cycles}: answers questions about past cycles by Spark SQL. */
public final class CyclesCommand implements Command {
  private static final int NAMED = 4;

  private final Backend backend;
  private final PipelineArguments<CyclesOptions> arguments;

  /** Creates the command for a runner. */
  public CyclesCommand(Backend backend) {
    this.backend = backend;
    this.arguments = PipelineArguments.of(CyclesOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Words.addTo(arguments.spec("cycles"));
    spec.usageMessage()
        .customSynopsis(
            "bin/hydrobeam cycles list --input=DIR [--rig=RIG]",
            "bin/hydrobeam cycles compare A B --input=DIR [--rig=RIG] [--html=FILE]",
            "bin/hydrobeam cycles trend --feature=COLUMN --input=DIR [--by=cycle|hour|day]",
            "bin/hydrobeam cycles --sql=QUERY --input=DIR")
        .description(
            """
            Answers questions about the past from the tables that the stream has kept.
            A and B are cycle numbers, such as 12. Where several cycles have one number, because the
            counter restarted, add the start: 12@2026-03-01T08:00:00Z. 'list' shows both.
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    List<String> words = Words.of(parsed);
    CyclesOptions options = arguments.options(parsed, Map.of());
    CycleQuery question = CycleQuery.of(words, options);
    backend.prepareBatch(options);
    String master = options.as(SparkPipelineOptions.class).getSparkMaster();
    try (History history = History.open(options.getInput(), master)) {
      QueryResult answer = answer(question, history, options);
      System.out.print(answer.table());
      if (answer.page() != null) {
        write(Path.of(options.getHtml()), answer.page().toString());
      }
    } catch (UserException e) {
      throw e;
    } catch (Exception e) {
      // Scala declares no checked exceptions, so the catch clause cannot name the exceptions of a
      // query.
      throw told(e, options);
    }
    return ExitCode.DONE;
  }

  private static QueryResult answer(CycleQuery question, History history, CyclesOptions options)
      throws Exception {
    try {
      return question.ask(history);
    } catch (Exception e) {
      if (isOfATimeBefore1900(e)) {
        throw before1900(history.filesBefore1900(), options);
      }
      throw e;
    }
  }

  private static boolean isOfATimeBefore1900(Exception e) {
    return messages(e).stream().anyMatch(message -> message.contains("READ_ANCIENT_DATETIME"));
  }

  /** Returns the messages of an exception and its causes. */
  private static List<String> messages(Exception e) {
    var messages = new ArrayList<String>();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      messages.add(String.valueOf(cause.getMessage()));
    }
    return messages;
  }

  private static UserException before1900(List<String> files, CyclesOptions options) {
    int more = files.size() - NAMED;
    String named =
        more <= 0
            ? String.join(", ", files)
            : String.format(
                Locale.ROOT, "%s and %d more", String.join(", ", files.subList(0, NAMED)), more);
    return UserException.failed(
        "cannot read the history at %s: there are rows before 1900, of samples with wrong"
            + " timestamps, in %s; move these files, or the whole directories of years before 1900,"
            + " out of the tables and ask again",
        options.getInput(), named);
  }

  private static UserException told(Exception e, CyclesOptions options) {
    if (e instanceof AnalysisException wrong) {
      return UserException.invalid("--sql: %s", wrong.getSimpleMessage());
    }
    List<String> reasons =
        messages(e).stream()
            .filter(message -> message.contains("arquet"))
            .map(message -> message.lines().findFirst().orElse(""))
            .toList();
    String reason =
        reasons.isEmpty() ? UserException.rootCause(e) : reasons.get(reasons.size() - 1);
    return UserException.failed(
        "cannot read the history at %s (%s); restore a damaged file or move it out of the table",
        options.getInput(), reason);
  }

  private static void write(Path file, String page) {
    AtomicFile.write(file, page, "html");
    System.out.println("plots in " + file);
  }
}
