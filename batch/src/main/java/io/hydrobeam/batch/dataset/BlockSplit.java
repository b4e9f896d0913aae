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
 * Which cycles are for testing: whole blocks of neighbouring cycle numbers, since neighbours share
 * conditions, and what was learnt on one is known of the other. The same cycles and seed give the
 * same split.
 *
 * @param block how many cycle numbers are in a block, 1 or more
 * @param testShare the share of the blocks that are for testing, 0 to 1
 * @param seed which ones
 */
record BlockSplit(int block, double testShare, long seed) {
  /** The block of a cycle. */
  record Block(String rig, int number) {}

  Block blockOf(String rig, int cycle) {
    return new Block(rig, Math.floorDiv(cycle, block));
  }

  /** The blocks of these that are for testing. */
  Set<Block> testBlocks(Collection<Block> blocks) {
    var sorted = new TreeSet<Block>(comparing(Block::rig).thenComparing(Block::number));
    sorted.addAll(blocks);
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(seed));
    return new HashSet<>(shuffled.subList(0, (int) Math.round(testShare * shuffled.size())));
  }
}
