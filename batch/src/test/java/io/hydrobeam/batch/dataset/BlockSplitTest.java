package io.hydrobeam.batch.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.batch.dataset.BlockSplit.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole blocks of neighbours are split, always in the same way. */
class BlockSplitTest {
  private static final BlockSplit SPLIT = new BlockSplit(50, 0.2, 1);

  private static List<Block> blocks(int count) {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < count; i++) {
      blocks.add(new Block("rig-1", i));
      blocks.add(new Block("rig-2", i));
    }
    return blocks;
  }

  @Test
  void neighboursAreInOneBlock() {
    assertThat(SPLIT.blockOf("r", 0)).isEqualTo(SPLIT.blockOf("r", 49));
    assertThat(SPLIT.blockOf("r", 50)).isNotEqualTo(SPLIT.blockOf("r", 49));
    assertThat(SPLIT.blockOf("r", 0)).isNotEqualTo(SPLIT.blockOf("s", 0));
    assertThat(SPLIT.blockOf("r", -1).number()).isEqualTo(-1);
  }

  @Test
  void shareIsThatOfTheBlocksAndTheOrderDoesNotMatter() {
    List<Block> blocks = blocks(20);
    var test = SPLIT.testBlocks(blocks);
    assertThat(test).hasSize(8);
    Collections.reverse(blocks);
    assertThat(SPLIT.testBlocks(blocks)).isEqualTo(test);
    assertThat(new BlockSplit(50, 0.2, 2).testBlocks(blocks)).isNotEqualTo(test);
    assertThat(new BlockSplit(50, 0, 1).testBlocks(blocks)).isEmpty();
    assertThat(new BlockSplit(50, 1, 1).testBlocks(blocks)).hasSize(40);
  }
}
