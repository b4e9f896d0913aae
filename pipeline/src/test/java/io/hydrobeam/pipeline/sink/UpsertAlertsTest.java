package io.hydrobeam.pipeline.sink;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL. */
class UpsertAlertsTest {
  private static final String SECRET = "s3cret-word";
  private static EmbeddedPostgres postgres;

  @TempDir private Path directory;

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  private static String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private static void run(Alert... alerts) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(Create.of(List.of(alerts)))
        .apply(UpsertAlerts.into(AlertDatabase.open(url(), "postgres", null)));
    pipeline.run().waitUntilFinish();
  }

  private static List<String> rows(String rig) throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var query =
            connection.prepareStatement(
                "SELECT id, state, extract(epoch FROM window_end) * 1000, sensor, \"limit\""
                    + " FROM alerts WHERE rig = ?")) {
      query.setString(1, rig);
      var result = query.executeQuery();
      while (result.next()) {
        rows.add(
            String.format(
                Locale.ROOT,
                "%s %s %s %s %s",
                result.getString(1),
                result.getString(2),
                result.getLong(3),
                result.getString(4),
                result.getDouble(5)));
      }
    }
    return rows;
  }

  @Test
  void alertRowHasLatestStateInAnyMessageOrder() throws SQLException {
    Alert raised = alert("rig-1", START, State.RAISED);
    Alert cleared = alert("rig-1", START + 60_000, State.CLEARED);
    String last =
        String.format(Locale.ROOT, "%s cleared %d PS1 300.0", raised.id(), START + 61_000);
    run(cleared);
    run(raised);
    assertThat(rows("rig-1")).containsExactly(last);
    run(raised, alert("rig-1", START + 30_000, State.ESCALATED), cleared);
    assertThat(rows("rig-1")).containsExactly(last);
  }

  @Test
  void newerStateTakesThePlaceOfAnOlderOne() throws SQLException {
    run(alert("rig-2", START, State.RAISED));
    run(alert("rig-2", START + 5_000, State.ESCALATED));
    assertThat(rows("rig-2")).singleElement().asString().contains(" escalated ");
  }

  @Test
  void alertIsEndedByHandUnlessTheDatabaseHasLaterNews() throws SQLException {
    Alert raised = alert("rig-3", START, State.RAISED);
    run(raised);
    var database = AlertDatabase.open(url(), "postgres", null);
    database.clear(raised.id(), START + 1_000, START + 2_000, "ended");
    String cleared =
        String.format(Locale.ROOT, "%s cleared %d PS1 300.0", raised.id(), START + 2_000);
    assertThat(rows("rig-3")).containsExactly(cleared);

    run(alert("rig-3", START + 60_000, State.REMINDED));
    database.clear(raised.id(), START + 1_000, START + 2_000, "ended");
    assertThat(rows("rig-3")).singleElement().asString().contains(" reminded ");
  }

  @Test
  void tryingOutLeavesNoTableAndMissingRightsAreNamed() throws SQLException {
    execute("CREATE SCHEMA fresh", "CREATE ROLE weak LOGIN", "GRANT ALL ON SCHEMA fresh TO weak");
    String fresh = url() + "&currentSchema=fresh";
    AlertDatabase.tryOut(fresh, "postgres", null);
    assertThatThrownBy(() -> execute("SELECT count(*) FROM fresh.alerts"))
        .hasMessageContaining("does not exist");

    AlertDatabase.open(fresh, "postgres", null);
    execute("SELECT count(*) FROM fresh.alerts");
    String weak = postgres.getJdbcUrl("weak", "postgres") + "&currentSchema=fresh";
    assertThatThrownBy(() -> AlertDatabase.tryOut(weak, "weak", null))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("may not SELECT, INSERT and UPDATE", "--alertsJdbcUser");
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void errorIsNamedWithoutPassword() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), SECRET + "\n");
    assertThatThrownBy(
            () ->
                AlertDatabase.open(
                    "jdbc:postgresql://localhost:1/x?password=" + SECRET, "me", file.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("jdbc:postgresql://localhost:1/x (", "--alertsJdbcUrl")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(
            () ->
                AlertDatabase.open(
                    "jdbc:postgresql://localhost:54x2/x?password=" + SECRET, null, null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("jdbc:postgresql://localhost:54x2/x")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(() -> AlertDatabase.open("jdbc:mysql://localhost/x", null, null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("takes jdbc:postgresql://HOST:PORT/DATABASE");
    assertThatThrownBy(() -> AlertDatabase.open(url(), "postgres", directory + "/absent"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--alertsJdbcPasswordFile");
    assertThat(AlertDatabase.open(url(), "postgres", file.toString()).toString())
        .doesNotContain(SECRET, "?");
  }
}
