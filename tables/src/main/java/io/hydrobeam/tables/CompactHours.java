package io.hydrobeam.tables;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.StringSet;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;

/**
 * Makes one file of the small files of each hour and rig. One element is one hour of one rig, and
 * the most that is held in memory. An hour with a file that cannot be read stays as it is and is
 * counted; the others are compacted all the same.
 *
 * <pre>
 *   hours -- ListFiles -- hours of rigs -- CompactFiles
 * </pre>
 */
public final class CompactHours extends PTransform<PBegin, PDone> {
  private static final long serialVersionUID = 1L;

  private final TableKind kind;
  private final String input;
  private final String output;
  private final Incoming incoming;
  private final boolean delete;

  @SuppressWarnings("serial") // List.copyOf is serializable
  private final List<String> hours;

  private CompactHours(
      TableKind kind,
      String input,
      String output,
      Incoming incoming,
      boolean delete,
      List<String> hours) {
    this.kind = kind;
    this.input = input;
    this.output = output;
    this.incoming = incoming;
    this.delete = delete;
    this.hours = List.copyOf(hours);
  }

  /**
   * Compacts hours of a table.
   *
   * @param kind which of the stream's tables it is
   * @param input the table of small files
   * @param output the table of large ones
   * @param incoming where the large files are made
   * @param delete whether the small files go once their rows are verified in the large one
   * @param hours the directories of the hours, relative to the input
   */
  public static CompactHours of(
      TableKind kind,
      String input,
      String output,
      Incoming incoming,
      boolean delete,
      List<String> hours) {
    return new CompactHours(kind, input, output, incoming, delete, hours);
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply("Hours", Create.of(hours).withCoder(StringUtf8Coder.of()))
        .apply("SpreadHours", Reshuffle.viaRandomKey())
        .apply("ListFiles", ParDo.of(new ListFiles(kind, input, delete)))
        .apply("SpreadRigs", Reshuffle.viaRandomKey())
        .apply("CompactFiles", ParDo.of(new CompactFiles(kind, input, output, incoming, delete)));
    return PDone.in(begin.getPipeline());
  }

  /** The files that could not be read, each with its table and the reason. */
  static StringSet unreadable() {
    return Metrics.stringSet(CompactHours.class, CompactionReport.UNREADABLE);
  }

  private static Counter counter(String name) {
    return Metrics.counter(CompactHours.class, name);
  }

  private static final class ListFiles extends DoFn<String, HourFiles> {
    private static final long serialVersionUID = 1L;

    private final StringSet unreadable = unreadable();
    private final TableKind kind;
    private final String input;
    private final boolean delete;
    private transient FileTree tree;

    ListFiles(TableKind kind, String input, boolean delete) {
      this.kind = kind;
      this.input = input;
      this.delete = delete;
    }

    @Setup
    public void setup() throws IOException {
      tree = Storage.at(input).tree();
    }

    @ProcessElement
    public void processElement(@Element String hour, OutputReceiver<HourFiles> out)
        throws IOException {
      try {
        List<HourFiles> rigs = HourFiles.of(tree, hour, kind.table(PartitionBy.SECOND));
        if (delete && rigs.isEmpty()) {
          HourFiles.tidyUp(tree, hour);
        }
        rigs.forEach(out::output);
      } catch (UnreadableFileException e) {
        unreadable.add(e.getMessage());
      }
    }
  }

  private static final class CompactFiles extends DoFn<HourFiles, Void> {
    private static final long serialVersionUID = 1L;

    private final StringSet unreadable = unreadable();
    private final Counter hoursOfRigs = counter(CompactionReport.HOURS);
    private final Counter rows = counter(CompactionReport.ROWS);
    private final Counter filesRead = counter(CompactionReport.FILES_READ);
    private final Counter bytesRead = counter(CompactionReport.BYTES_READ);
    private final Counter filesWritten = counter(CompactionReport.FILES_WRITTEN);
    private final Counter bytes = counter(CompactionReport.BYTES);
    private final Counter filesDeleted = counter(CompactionReport.FILES_DELETED);
    private final TableKind kind;
    private final String input;
    private final String output;
    private final Incoming incoming;
    private final boolean delete;
    private transient HourCompaction compaction;

    CompactFiles(TableKind kind, String input, String output, Incoming incoming, boolean delete) {
      this.kind = kind;
      this.input = input;
      this.output = output;
      this.incoming = incoming;
      this.delete = delete;
    }

    @Setup
    public void setup() throws IOException {
      Table<?> table = kind.table(PartitionBy.SECOND);
      compaction =
          new HourCompaction(Storage.at(input), Storage.at(output, incoming), table, delete);
    }

    @ProcessElement
    public void processElement(@Element HourFiles hour) throws IOException, InterruptedException {
      HourCompaction.Outcome outcome;
      try {
        outcome = compaction.compact(hour);
      } catch (UnreadableFileException e) {
        unreadable.add(e.getMessage());
        return;
      }
      hoursOfRigs.inc();
      rows.inc(outcome.rows());
      filesRead.inc(outcome.filesRead());
      bytesRead.inc(outcome.bytesRead());
      filesWritten.inc(outcome.written() ? 1 : 0);
      bytes.inc(outcome.bytes());
      filesDeleted.inc(outcome.filesDeleted());
    }
  }
}
