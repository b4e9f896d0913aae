package io.hydrobeam.pipeline.sink;

import io.hydrobeam.model.Alert;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes alerts to a database at the end of each bundle, which may be retried. Does not use JdbcIO,
 * which groups an unbounded collection with event-time timers. The Spark runner rejects such
 * timers.
 */
public final class UpsertAlerts extends PTransform<PCollection<Alert>, PDone> {
  private static final long serialVersionUID = 1L;

  private final AlertDatabase database;

  private UpsertAlerts(AlertDatabase database) {
    this.database = database;
  }

  /** Returns the step that writes to this database. */
  public static UpsertAlerts into(AlertDatabase database) {
    return new UpsertAlerts(database);
  }

  @Override
  public PDone expand(PCollection<Alert> alerts) {
    alerts.apply("Upsert", ParDo.of(new UpsertFn(database)));
    return PDone.in(alerts.getPipeline());
  }

  private static final class UpsertFn extends DoFn<Alert, Void> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(UpsertAlerts.class);

    /** About 50 s in all, or half of this with jitter: a restarting database is back by then. */
    private static final FluentBackoff RETRIES =
        FluentBackoff.DEFAULT.withInitialBackoff(Duration.standardSeconds(1)).withMaxRetries(8);

    private final AlertDatabase database;
    private transient List<Alert> messages;

    UpsertFn(AlertDatabase database) {
      this.database = database;
    }

    @StartBundle
    public void startBundle() {
      messages = new ArrayList<>();
    }

    @ProcessElement
    public void processElement(@Element Alert message) {
      messages.add(message);
    }

    @FinishBundle
    public void finishBundle() throws SQLException, IOException, InterruptedException {
      if (messages.isEmpty()) {
        return;
      }
      // In a fixed order, so that two bundles never deadlock.
      messages.sort(Comparator.comparing(Alert::id).thenComparingLong(Alert::windowEndMillis));
      BackOff patience = RETRIES.backoff();
      while (true) {
        try {
          database.upsert(messages);
          return;
        } catch (SQLException e) {
          if (!BackOffUtils.next(Sleeper.DEFAULT, patience)) {
            throw e;
          }
          LOG.warn("cannot store alerts at {}, retrying: {}", database, e.getMessage());
        }
      }
    }
  }
}
