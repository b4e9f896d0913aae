package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class QueriesTest {
  @Test
  void textIsOneWordOfAShell() {
    assertThat(Queries.quoted("SELECT 'a b'")).isEqualTo("\"SELECT 'a b'\"");
    assertThat(Queries.quoted("`x`, it's")).isEqualTo("'`x`, it'\\''s'");
  }

  @Test
  void pathsAreQuotedAsTheirEngineDoes() {
    assertThat(Queries.spark(Path.of("/tmp/a b"))).contains("parquet.`file:///tmp/a b`");
    assertThat(Queries.duckDb(Path.of("/tmp/o'hara")))
        .contains("'/tmp/o''hara/**/*.parquet'")
        .startsWith("duckdb -c \"SELECT");
  }

  @Test
  void incomingFilesAreNotPartOfTable() {
    assertThat(TableCopy.isVisible("year=2025/part-rig-1-00000.parquet")).isTrue();
    assertThat(TableCopy.isVisible(".incoming/x.parquet")).isFalse();
    assertThat(TableCopy.isVisible("year=2025/_SUCCESS")).isFalse();
  }
}
