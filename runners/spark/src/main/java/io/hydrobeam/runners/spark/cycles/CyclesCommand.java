package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.cli.AtomicFile;
import io.hydrobeam.cli.Backend;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.CommandHelp;
import io.hydrobeam.cli.CommandOptions;
import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.spark.sql.AnalysisException;

/** Command {@code cycles}: answers questions about past cycles by Spark SQL. */
public final class CyclesCommand implements Command {
  private static final int NAMED = 4;

  @Override
  public String name() {
    return "cycles";
  }

  @Override
  public void help(PrintStream out, Backend backend) {
    CommandHelp.of(CyclesOptions.class)
        .print(
            out,
            """
            bin/hydrobeam cycles list --input=DIR [--rig=RIG]
            bin/hydrobeam cycles compare A B --input=DIR [--rig=RIG] [--html=FILE]
            bin/hydrobeam cycles trend --feature=COLUMN --input=DIR [--by=cycle|hour|day]
            bin/hydrobeam cycles --sql=QUERY --input=DIR

            Answers questions about the past from the tables that the stream has kept.
            A and B are cycle numbers, such as 12. Where several cycles have one number, because the
            counter restarted, add the start: 12@2026-03-01T08:00:00Z. 'list' shows both.
            Exit codes: 0 done, 1 failed while running, 2 wrong usage.
            """,
            backend.help());
  }

  @Override
  public void run(List<String> arguments, Backend backend) throws IOException {
    List<String> words = arguments.stream().filter(a -> !a.startsWith("--")).toList();
    List<String> rest = arguments.stream().filter(a -> a.startsWith("--")).toList();
    CyclesOptions options =
        CommandOptions.parse(rest, CyclesOptions.class, backend.runner(), Map.of());
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
