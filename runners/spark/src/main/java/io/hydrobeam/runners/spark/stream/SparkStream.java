package io.hydrobeam.runners.spark.stream;

import static org.apache.beam.runners.core.metrics.MetricsContainerStepMap.asAttemptedOnlyMetricResults;

import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Batch;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Checkpoint;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.GraphSteps;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import io.hydrobeam.pipeline.watch.Progress;
import io.hydrobeam.runners.spark.checks.BuiltFor;
import io.hydrobeam.runners.spark.checks.ExecutorsCheck;
import io.hydrobeam.runners.spark.checks.JavaCheck;
import io.hydrobeam.runners.spark.checks.Master;
import io.hydrobeam.runners.spark.checks.SettingsCheck;
import io.hydrobeam.runners.spark.checks.VersionsCheck;
import io.hydrobeam.runners.spark.internals.KryoRegistrations;
import io.hydrobeam.runners.spark.internals.NamedSteps;
import io.hydrobeam.runners.spark.internals.OpenReaders;
import io.hydrobeam.runners.spark.internals.SparkFigures;
import io.hydrobeam.runners.spark.internals.SparkSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.beam.runners.spark.SparkContextOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.metrics.MetricsAccumulator;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Streaming backend of the Spark runner, with batches of one second and state in a checkpoint
 * directory.
 */
public final class SparkStream implements StreamBackend {
  /** Default name below the output, which all executors can reach. */
  private static final String CHECKPOINT = "checkpoint";

  private static final long SHORTEST_INTERVAL_MILLIS = 100;

  /**
   * Number of batches from a watermark to the output of all windows it closes. A watermark closes
   * windows in the current batch, or in the next batch if an executor has a copy of the last
   * watermark. The results are grouped again, by minute or by rig. The number of completed batches
   * may also be reported one batch late.
   */
  private static final int BATCHES_TO_CLOSE_ALL = 5;

  private static final long NOT_YET = -1;

  private @MonotonicNonNull ReadLimits limits;
  private long completedAtTheEnd = NOT_YET;
  private @Nullable Instant closing;
  private long closingSince;
  private @Nullable Instant written;

  @Override
  public Map<String, String> defaults() {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("batchIntervalMillis", "1000");
    // Spark plans one batch after the other, and Beam reads a batch during planning. If reading
    // leaves too little of the interval for planning, plans and reads fall behind. Samples of a
    // full second arrive shortly after the second, and so after the start of a batch.
    defaults.put("minReadTimeMillis", "150");
    defaults.put("readTimePercentage", "0.8");
    defaults.put("maxRecordsPerBatch", "1000000");
    return defaults;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        PipelineArguments.option(
            "--checkpointDir",
            "DIR",
            "On the SparkRunner: the directory for the state of runs, on a file system that all"
                + " executors reach. Each run has a directory of its own and does not use those"
                + " of earlier runs. A start removes what killed runs left there an hour ago or"
                + " longer, and nothing else. Default: OUTPUT/checkpoint/PREFIX."),
        PipelineArguments.option(
            "--batchIntervalMillis",
            "NUMBER",
            "On the SparkRunner: the length of a micro-batch. Default: 1000."),
        PipelineArguments.option(
            "--maxRecordsPerBatch",
            "NUMBER",
            "On the SparkRunner: the most records that a batch reads. Records are summed up as"
                + " they are read, so this option bounds the work of a batch more than its"
                + " memory. Default: 1000000."));
  }

  @Override
  public List<Check> checks(MonitoringOptions options) {
    var spark = options.as(SparkPipelineOptions.class);
    check(spark, options);
    var master = new Master(new SparkConf(), spark.getSparkMaster());
    var checks = new ArrayList<Check>();
    checks.add(new CheckpointCheck(checkpoints(options), master, CheckpointCheck::isShortLived));
    checks.add(new VersionsCheck(BuiltFor.read(), BuiltFor.found()));
    checks.add(new JavaCheck(Runtime.getRuntime().maxMemory()));
    checks.add(new SettingsCheck(master));
    if (!master.isLocal()) {
      checks.add(new ExecutorsCheck(master));
    }
    return checks;
  }

  /** Returns the parent of the directories of all runs. */
  private static String checkpoints(MonitoringOptions options) {
    var spark = options.as(SparkPipelineOptions.class);
    return checkpointDirIsUnset(spark)
        ? options.getOutput() + "/" + CHECKPOINT + "/" + options.getTopicPrefix()
        : spark.getCheckpointDir();
  }

  @Override
  public void prepare(MonitoringOptions options) {
    var spark = options.as(SparkPipelineOptions.class);
    check(spark, options);
    boolean local = isLocal(spark);
    limits = ReadLimits.of(spark, options, local);
    // For Beam a summary is one element, and a batch has one summary.
    spark.setMaxRecordsPerBatch(1L);
    spark.setCheckpointDir(CheckpointDirectory.makeBelow(checkpoints(options)).path());
    if (local) {
      OpenReaders.keep();
    }
    // After the summaries of a bundle so little data is shuffled that more tasks only add cost.
    SparkSettings.setUnlessSet("spark.default.parallelism", "1");
    // Maximum time at the end for the checkpoint of the last batch, which nobody reads. Spark
    // finishes all batches already read, for any value of this setting.
    SparkSettings.setUnlessSet("spark.streaming.gracefulStopTimeout", "1s");
    SparkSettings.configureSpark();
    var context = options.as(SparkContextOptions.class);
    context.setListeners(List.of(PacedSource.QUEUE));
    PacedSource.QUEUE.count(SparkStream::recordsRead);
    context.setUsesProvidedSparkContext(true);
    var created = new JavaSparkContext(configuration(spark));
    created.sc().addSparkListener(new ExecutorLoss(PacedSource.QUEUE));
    context.setProvidedSparkContext(created);
  }

  private static boolean isLocal(SparkPipelineOptions options) {
    return new Master(new SparkConf(), options.getSparkMaster()).isLocal();
  }

  /**
   * Returns the configuration of Beam, with a different Kryo registrator. Beam does not let callers
   * set the registrator.
   */
  private static SparkConf configuration(SparkPipelineOptions options) {
    var configuration = new SparkConf().setAppName(options.getAppName());
    configuration.setIfMissing("spark.master", options.getSparkMaster());
    // The first output of a batch advances the watermark, before the other outputs.
    configuration.set("spark.streaming.concurrentJobs", "1");
    // Cached and shuffled data are already bytes. Java serialization would describe each array
    // again.
    configuration.setIfMissing("spark.serializer", KryoSerializer.class.getName());
    // A second attempt of a task or stage continues after the first attempt, and the records of the
    // first attempt are lost. A failed run starts again from Kafka and loses nothing.
    configuration.set("spark.task.maxFailures", "1");
    configuration.set("spark.stage.maxConsecutiveAttempts", "1");
    configuration.set("spark.dynamicAllocation.enabled", "false");
    return configuration.set("spark.kryo.registrator", KryoRegistrations.class.getName());
  }

  private static long recordsRead() {
    return Progress.read(asAttemptedOnlyMetricResults(MetricsAccumulator.getInstance().value()));
  }

  @Override
  public GraphSteps steps() {
    return new SparkGraphSteps(limits);
  }

  @Override
  public void stopping() {
    PacedSource.QUEUE.open();
  }

  @Override
  public Pipeline pipeline(MonitoringOptions options) {
    return NamedSteps.empty(options);
  }

  @Override
  public void onBatch(Consumer<Batch> observer) {
    PacedSource.QUEUE.tell(observer);
  }

  @Override
  public Optional<Instant> watermark(MonitoringOptions options) {
    return watermarks(options).stream()
        .map(SparkWatermarks::getLowWatermark)
        .min(Comparator.naturalOrder())
        .filter(slowest -> slowest.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE))
        .filter(slowest -> slowest.isBefore(BoundedWindow.TIMESTAMP_MAX_VALUE))
        .map(slowest -> Instant.ofEpochMilli(slowest.getMillis()));
  }

  /**
   * Returns a watermark seen at least {@code BATCHES_TO_CLOSE_ALL} completed batches ago. All
   * output up to this watermark is written. Returns empty before the first such watermark and after
   * the failure of a batch.
   */
  @Override
  public Optional<Instant> writtenUpTo(MonitoringOptions options) {
    long completed = PacedSource.QUEUE.completed();
    // This check follows the read of the counter, so no counted batch has failed.
    if (PacedSource.QUEUE.hasFailed()) {
      return Optional.empty();
    }
    if (closing != null && completed - closingSince >= BATCHES_TO_CLOSE_ALL) {
      written = closing;
      closing = null;
    }
    if (closing == null) {
      closing = watermark(options).orElse(null);
      closingSince = completed;
    }
    return Optional.ofNullable(written);
  }

  @Override
  public Optional<Checkpoint> checkpoint(MonitoringOptions options) throws IOException {
    return CheckpointSize.of(options.as(SparkPipelineOptions.class).getCheckpointDir());
  }

  @Override
  public void show(Map<String, DoubleSupplier> figures) {
    SparkFigures.show(figures);
  }

  /**
   * Returns true a few batches after the end of all sources. Time may end for a step one batch
   * later than for the step before. The duration of a batch varies, so batches are counted. One
   * batch may be running when time ends.
   */
  @Override
  public boolean timeHasEnded(MonitoringOptions options) {
    if (!sourcesHaveEnded(options)) {
      return false;
    }
    if (completedAtTheEnd == NOT_YET) {
      completedAtTheEnd = PacedSource.QUEUE.completed();
    }
    return PacedSource.QUEUE.completed() - completedAtTheEnd >= BATCHES_TO_CLOSE_ALL;
  }

  private static boolean sourcesHaveEnded(MonitoringOptions options) {
    Collection<SparkWatermarks> watermarks = watermarks(options);
    return !watermarks.isEmpty()
        && watermarks.stream()
            .noneMatch(w -> w.getLowWatermark().isBefore(BoundedWindow.TIMESTAMP_MAX_VALUE));
  }

  private static Collection<SparkWatermarks> watermarks(MonitoringOptions options) {
    long interval = options.as(SparkPipelineOptions.class).getBatchIntervalMillis();
    return GlobalWatermarkHolder.get(interval).values();
  }

  private static void check(SparkPipelineOptions options, MonitoringOptions stream) {
    var problems = new ArrayList<>(Master.problems(options.getSparkMaster()));
    if (options.getBatchIntervalMillis() < SHORTEST_INTERVAL_MILLIS) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--batchIntervalMillis must be at least %d, but was %d",
              SHORTEST_INTERVAL_MILLIS,
              options.getBatchIntervalMillis()));
    }
    double share = options.getReadTimePercentage();
    if (!(share > 0 && share < 1)) {
      problems.add("--readTimePercentage takes a number between 0 and 1, not " + share);
    }
    if (options.getMinReadTimeMillis() < 0) {
      problems.add(
          "--minReadTimeMillis must be at least 0, but was " + options.getMinReadTimeMillis());
    }
    if (options.getMaxRecordsPerBatch() < 1) {
      problems.add(
          "--maxRecordsPerBatch must be at least 1, but was " + options.getMaxRecordsPerBatch());
    }
    if (!isLocal(options) && stream.getReaders() > 1 && stream.getStopWhenIdle() != null) {
      problems.add(
          "--stopWhenIdle on a cluster requires --readers=1, because a reader does not know "
              + "whether readers on other executors are idle");
    }
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
  }

  @Override
  public void tidyUp(MonitoringOptions options) {
    options.as(SparkContextOptions.class).getProvidedSparkContext().stop();
    new CheckpointDirectory(options.as(SparkPipelineOptions.class).getCheckpointDir()).remove();
  }

  private static boolean checkpointDirIsUnset(SparkPipelineOptions options) {
    return options.getCheckpointDir().equals("/tmp/" + options.getJobName());
  }
}
