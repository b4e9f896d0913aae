package io.hydrobeam.pipeline.sink;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Column;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.postgresql.Driver;

/**
 * Table {@code alerts} of a PostgreSQL database. Each alert is one row with the latest state, for
 * any number and order of messages.
 */
public final class AlertDatabase implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String PREFIX = "jdbc:postgresql:";
  private static final List<Column<AlertMessage>> COLUMNS = AlertColumns.all();
  private static final String TABLE =
      COLUMNS.stream()
          .map(AlertDatabase::declaration)
          .collect(joining(", ", "CREATE TABLE IF NOT EXISTS alerts (", ")"));
  private static final String UPSERT =
      String.format(
          Locale.ROOT,
          """
          INSERT INTO alerts (%s) VALUES (%s)
          ON CONFLICT (id) DO UPDATE SET %s
          WHERE alerts.window_end <= EXCLUDED.window_end
          """,
          COLUMNS.stream().map(AlertDatabase::quoted).collect(joining(", ")),
          COLUMNS.stream().map(column -> "?").collect(joining(", ")),
          COLUMNS.stream()
              .filter(column -> !AlertColumns.identity().contains(column))
              .map(column -> quoted(column) + " = EXCLUDED." + quoted(column))
              .collect(joining(", ")));
  private static final String CLEAR =
      """
      UPDATE alerts SET window_start = ?, window_end = ?, message = ?, state = 'cleared'
      WHERE id = ? AND window_end <= ?
      """;
  private static final String RIGHTS =
      """
      SELECT has_table_privilege('alerts', 'SELECT') AND has_table_privilege('alerts', 'INSERT')
        AND has_table_privilege('alerts', 'UPDATE')
      """;

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  private AlertDatabase(String url, @Nullable String user, @Nullable String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * Connects to a database and creates the table if absent.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @param user user name; null for the user of the URL or of the process
   * @param passwordFile file with the password on its first line; null for none
   * @throws UserException with the error and the remedy, never the password
   */
  public static AlertDatabase open(
      String url, @Nullable String user, @Nullable String passwordFile) {
    return open(url, user, passwordFile, Connection::commit);
  }

  /**
   * Performs {@link #open}, checks the rights for writing alerts, and rolls back.
   *
   * @throws UserException with the error and the remedy, never the password
   */
  public static AlertDatabase tryOut(
      String url, @Nullable String user, @Nullable String passwordFile) {
    return open(
        url,
        user,
        passwordFile,
        connection -> {
          requireRights(connection);
          connection.rollback();
        });
  }

  /** Last step of the transaction that creates the table. */
  private interface Ending {
    void end(Connection connection) throws SQLException;
  }

  private static AlertDatabase open(
      String url, @Nullable String user, @Nullable String passwordFile, Ending ending) {
    if (!url.startsWith(PREFIX)) {
      throw UserException.invalid(
          "--alertsJdbcUrl takes jdbc:postgresql://HOST:PORT/DATABASE, not %s", withoutQuery(url));
    }
    var database =
        new AlertDatabase(url, user, passwordFile == null ? null : password(passwordFile));
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(TABLE);
      ending.end(connection);
    } catch (SQLException e) {
      throw UserException.failed(
          "cannot store alerts at %s (%s); start the database, or correct --alertsJdbcUrl, "
              + "--alertsJdbcUser and --alertsJdbcPasswordFile",
          withoutQuery(url),
          // Messages of the driver may contain the URL with a password.
          UserException.rootCause(e).replace(url, withoutQuery(url)));
    }
    return database;
  }

  private static void requireRights(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rights = statement.executeQuery(RIGHTS)) {
      rights.next();
      if (!rights.getBoolean(1)) {
        throw new SQLException("the user may not SELECT, INSERT and UPDATE in the table alerts");
      }
    }
  }

  /**
   * Clears an open alert.
   *
   * @param startMillis start of the window in which the alert ends, epoch milliseconds
   * @param endMillis end of this window, epoch milliseconds
   */
  public void clear(String id, long startMillis, long endMillis, String message)
      throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(CLEAR)) {
      Object[] values = {time(startMillis), time(endMillis), text(message), id, time(endMillis)};
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Writes messages. A message older than the row of its alert changes nothing. */
  void upsert(Collection<Alert> messages) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      connection.setAutoCommit(false);
      for (Alert message : messages) {
        set(statement, message);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    }
  }

  private static String declaration(Column<AlertMessage> column) {
    String type =
        switch (column.type()) {
          case TEXT -> "text";
          case INT -> "integer";
          case LONG -> "bigint";
          case DOUBLE -> "double precision";
          case BOOLEAN -> "boolean";
          case TIMESTAMP -> "timestamptz";
        };
    String constraint =
        column.equals(AlertColumns.ID) ? " PRIMARY KEY" : column.nullable() ? "" : " NOT NULL";
    return quoted(column) + " " + type + constraint;
  }

  /** Returns the name, quoted because LIMIT is a keyword. */
  private static String quoted(Column<AlertMessage> column) {
    return '"' + column.name() + '"';
  }

  private static void set(PreparedStatement statement, Alert alert) throws SQLException {
    AlertMessage message = AlertMessage.of(alert);
    for (int i = 0; i < COLUMNS.size(); i++) {
      Object value = COLUMNS.get(i).of(message);
      if (value instanceof String text) {
        value = text(text);
      } else if (COLUMNS.get(i).type() == Column.Type.TIMESTAMP) {
        value = time((Long) value);
      }
      statement.setObject(i + 1, value);
    }
  }

  private static Object time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  /** Replaces zero characters, which a rig name may contain and PostgreSQL texts may not. */
  private static String text(String text) {
    return text.replace('\u0000', '?');
  }

  private Connection connect() throws SQLException {
    // Timeouts, so that a lost database does not block the stream. Parameters of the URL take
    // precedence.
    var properties = new Properties();
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    // Not by DriverManager, which under spark-submit does not find drivers of the submitted jar.
    return new Driver().connect(url, properties);
  }

  private static String password(String file) {
    try {
      return Utf8.text(Path.of(file)).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw UserException.invalid(
          "--alertsJdbcPasswordFile names a file that cannot be read: %s (%s)",
          file, UserException.rootCause(e));
    }
  }

  /** Removes the query of a URL, which may contain a password. */
  private static String withoutQuery(String url) {
    return url.replaceFirst("\\?.*", "");
  }

  @Override
  public String toString() {
    return withoutQuery(url);
  }
}
