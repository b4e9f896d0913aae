package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.sink.AlertDatabase;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Check that the database accepts alerts. The trial is rolled back. */
final class DatabaseCheck implements Check {
  private final String url;
  private final @Nullable String user;
  private final @Nullable String passwordFile;

  DatabaseCheck(String url, @Nullable String user, @Nullable String passwordFile) {
    this.url = url;
    this.user = user;
    this.passwordFile = passwordFile;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Finding> run() {
    return List.of(Finding.ok("%s takes alerts", AlertDatabase.tryOut(url, user, passwordFile)));
  }
}
