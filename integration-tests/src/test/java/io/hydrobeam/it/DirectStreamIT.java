package io.hydrobeam.it;

import java.util.List;

/** The contract on the DirectRunner, which takes a second for each second of a rig. */
final class DirectStreamIT extends StreamContract {
  @Override
  List<String> runner() {
    return List.of("--runner=DirectRunner");
  }

  @Override
  int cycles() {
    return 1;
  }

  @Override
  boolean isDisturbed(int second) {
    return second < 5 || second >= 55;
  }

  @Override
  Seconds seconds() {
    return new Seconds(17, 23);
  }
}
