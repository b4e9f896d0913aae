package io.hydrobeam.runners.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class OpenReadersTest {
  /** The runner makes a cache of its own only where there is none. */
  @Test
  void theRunnerUsesTheCacheThatItIsGiven() throws ReflectiveOperationException {
    Field cache = OpenReaders.cacheField();
    Object before = cache.get(null);
    OpenReaders.keep();
    assertThat(cache.get(null)).isNotNull().isNotSameAs(before);
  }
}
