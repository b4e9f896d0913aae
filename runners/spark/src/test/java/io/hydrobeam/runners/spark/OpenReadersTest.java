package io.hydrobeam.runners.spark;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.beam.runners.spark.io.MicrobatchSource;
import org.junit.jupiter.api.Test;

class OpenReadersTest {
  /** The runner's own cache does not exist before the first reader is opened. */
  @Test
  void theRunnerUsesTheCacheThatItIsGiven() {
    assertThatCode(MicrobatchSource::clearCache).isInstanceOf(NullPointerException.class);
    OpenReaders.keep();
    assertThatCode(MicrobatchSource::clearCache).doesNotThrowAnyException();
  }
}
