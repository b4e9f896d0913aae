package io.hydrobeam.batch.dataset;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Split of cycles into training and test cycles, by whole blocks of neighboring cycle numbers.
 * Neighboring cycles share conditions, so training on one reveals the other. The same cycles and
 * seed give the same split.
 *
 * @param block the number of cycle numbers in a block, at least 1
 * @param testShare the share of the blocks used for testing, 0 to 1
 * @param seed the seed of the random choice
 */
record BlockSplit(int block, double testShare, long seed) {
  /** Block of cycle numbers of a rig. */
  record Block(String rig, int number) {}

  Block blockOf(String rig, int cycle) {
    return new Block(rig, Math.floorDiv(cycle, block));
  }

  /** Returns the test blocks among the blocks given. */
  Set<Block> testBlocks(Collection<Block> blocks) {
    var sorted = new TreeSet<Block>(comparing(Block::rig).thenComparing(Block::number));
    sorted.addAll(blocks);
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(seed));
    return new HashSet<>(shuffled.subList(0, (int) Math.round(testShare * shuffled.size())));
  }
}
