package io.hydrobeam.batch.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.hydrobeam.batch.dataset.Columns.Column;
import io.hydrobeam.batch.dataset.Columns.Row;
import io.hydrobeam.batch.dataset.Selection.Reason;
import io.hydrobeam.batch.dataset.Selection.Verdict;
import io.hydrobeam.cli.Version;
import io.hydrobeam.common.UserException;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.tables.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a data set from the intermediate files of the pipeline, in two passes over the cycles. The
 * first pass selects the cycles and splits them into training and test cycles. The second pass
 * writes the rows. Memory holds a single cycle and a few words about each other cycle.
 */
final class DatasetExport {
  private static final int PROBLEMS_SHOWN = 5;

  private final DatasetOptions options;
  private final DatasetSettings settings;
  private final CycleSource source;
  private final RigConfig rig;
  private final DatasetDirectory directory;
  private final FileSystem fileSystem;
  private final Selection selection;

  DatasetExport(
      DatasetOptions options,
      DatasetSettings settings,
      CycleSource source,
      RigConfig rig,
      Labels labels,
      DatasetDirectory directory)
      throws IOException {
    this.options = options;
    this.settings = settings;
    this.source = source;
    this.rig = rig;
    this.directory = directory;
    this.fileSystem = Storage.fileSystem(directory.data());
    this.selection = new Selection(settings, rig, labels);
  }

  /**
   * Writes all files of the data set.
   *
   * @return the selection of the cycles
   * @throws UserException if the source has problems, or no cycle is usable
   */
  Selection write() throws IOException {
    refuseProblems();
    Path cycles = DatasetJob.cycles(directory.work());
    CycleShards.visit(cycles, selection::add);
    selection.complete();
    refuseNothing();
    List<Column> columns = Columns.of(rig, settings.layout());
    Iterator<Verdict> verdicts = selection.all().iterator();
    try (var files = new DatasetFiles(directory.data(), directory.work(), settings, columns)) {
      CycleShards.visit(
          cycles,
          cycle -> {
            Verdict verdict = verdicts.next();
            if (selection.includes(verdict)) {
              files.write(
                  new Row(
                      cycle,
                      Features.of(cycle.snapshot(), rig),
                      source.timed(),
                      verdict.faults().stream().noneMatch(f -> f.reason() == Reason.INCOMPLETE),
                      verdict.labels(),
                      selection.splitOf(verdict)));
            }
          });
      files.finish();
    }
    describe(columns);
    return selection;
  }

  private void refuseProblems() throws IOException {
    FileStatus[] problems = fileSystem.listStatus(DatasetJob.problems(directory.work()));
    var shown = new StringBuilder();
    for (int i = 0; i < Math.min(PROBLEMS_SHOWN, problems.length); i++) {
      try (InputStream in = fileSystem.open(problems[i].getPath())) {
        shown.append(System.lineSeparator()).append("  ");
        shown.append(new String(in.readAllBytes(), UTF_8));
      }
    }
    if (problems.length > 0) {
      throw UserException.failed(
          "%d input files cannot be used. Correct them or move them away.%s%s",
          problems.length,
          shown,
          problems.length > PROBLEMS_SHOWN ? System.lineSeparator() + "  and more" : "");
    }
  }

  private void refuseNothing() {
    if (selection.all().isEmpty()) {
      throw UserException.failed(
          "the input %s holds no cycles%s; let the stream write some, or name another by --input",
          options.getInput(),
          options.getFrom() == null && options.getTo() == null ? "" : " between --from and --to");
    }
    if (selection.included().isEmpty()) {
      throw UserException.failed(
          "none of the %d cycles can be used: %s; correct --labels, --config or --labelsFirstCycle,"
              + " or keep them by --incomplete=keep",
          selection.all().size(), reasons());
    }
  }

  /** Returns the number of cycles with each fault, with one example each. */
  private String reasons() {
    var details = new TreeMap<String, List<String>>();
    selection.all().stream()
        .flatMap(verdict -> verdict.faults().stream())
        .forEach(
            fault ->
                details
                    .computeIfAbsent(fault.reason().label(), reason -> new ArrayList<>())
                    .add(fault.detail()));
    return details.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%d %s (%s)",
                    e.getValue().size(),
                    e.getKey(),
                    e.getValue().get(0)))
        .collect(joining(", "));
  }

  private void describe(List<Column> columns) throws IOException {
    String version = Version.number();
    var hashes = new TreeMap<String, String>();
    for (FileStatus file : fileSystem.listStatus(directory.data())) {
      try (InputStream in = fileSystem.open(file.getPath())) {
        hashes.put(file.getPath().getName(), sha256(in));
      }
    }
    String schema = Columns.schema(columns).toString();
    Map<String, Object> manifest =
        Manifest.of(
            options,
            settings,
            source,
            selection,
            columns,
            version,
            sha256(new ByteArrayInputStream(schema.getBytes(UTF_8))),
            hashes);
    try (OutputStream out = fileSystem.create(new Path(directory.data(), Manifest.FILE))) {
      Manifest.write(out, manifest);
    }
    try (OutputStream out = fileSystem.create(new Path(directory.data(), DatasetReadme.FILE))) {
      out.write(DatasetReadme.of(settings, rig, selection, columns, version).getBytes(UTF_8));
    }
  }

  private static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
