package io.hydrobeam.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec.EarliestSpec;
import org.apache.kafka.clients.admin.OffsetSpec.LatestSpec;
import org.apache.kafka.clients.admin.OffsetSpec.TimestampSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartAtTest {
  @Test
  void endsOfTheLogHaveNames() {
    assertThat(StartAt.parse("earliest").spec()).isInstanceOf(EarliestSpec.class);
    assertThat(StartAt.parse("earliest")).hasToString("earliest");
    assertThat(StartAt.parse("latest").spec()).isInstanceOf(LatestSpec.class);
    assertThat(StartAt.parse("latest")).hasToString("latest");
  }

  @Test
  void committedIsEarliestWhereNothingIsCommitted() {
    assertThat(StartAt.parse("committed").isCommitted()).isTrue();
    assertThat(StartAt.parse("committed").spec()).isInstanceOf(EarliestSpec.class);
    assertThat(StartAt.parse("committed")).hasToString("committed");
    assertThat(StartAt.parse("earliest").isCommitted()).isFalse();
  }

  @Test
  void timeIsParsedWithAnyOffset() {
    var start = StartAt.parse("2025-11-08T15:30:00.5+01:00");
    assertThat(start.spec()).isInstanceOf(TimestampSpec.class);
    assertThat(start).hasToString("2025-11-08T14:30:00.500Z");
  }

  @Test
  void onlyEarliestIsWhole() {
    assertThat(StartAt.parse("earliest").isEarliest()).isTrue();
    assertThat(Stream.of("latest", "committed", "2025-11-08T14:30:00Z").map(StartAt::parse))
        .noneMatch(StartAt::isEarliest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "EARLIEST", "yesterday", "2025-11-08", "2025-11-08T14:30:00", "1762612200000"})
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StartAt.parse(text));
  }
}
