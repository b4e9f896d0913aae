package io.hydrobeam.it;

import java.util.List;

/** The contract on Spark in one process, as the demo runs it. */
final class SparkStreamIT extends StreamContract {
  @Override
  List<String> runner() {
    return List.of("--runner=SparkRunner", "--sparkMaster=local[2]");
  }

  @Override
  int cycles() {
    return 2;
  }

  @Override
  Seconds seconds() {
    return new Seconds(0, 60);
  }
}
