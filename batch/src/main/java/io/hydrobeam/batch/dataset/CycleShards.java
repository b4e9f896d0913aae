package io.hydrobeam.batch.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.CycleSummaryCoder;
import io.hydrobeam.tables.Storage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Sorted files in which workers store cycles for the final export. Each file holds cycles of one
 * rig with neighboring numbers, so no process holds all cycles in memory.
 */
final class CycleShards {
  /** Order by rig, number and time. */
  private static final Comparator<CycleSummary> ORDER =
      comparing(CycleSummary::rig)
          .thenComparing(CycleSummary::cycle)
          .thenComparing(CycleSummary::startMillis);

  private static final int NUMBERS_A_SHARD = 1_024;

  /** Receives cycles one after the other. */
  interface Visitor {
    void visit(CycleSummary cycle) throws IOException;
  }

  private CycleShards() {}

  /** Returns the shard of a cycle among the shards of its rig. */
  static int shardOf(CycleSummary cycle) {
    return Math.floorDiv(cycle.cycle(), NUMBERS_A_SHARD);
  }

  /** Writes a shard. A second write of the same shard replaces the first. */
  static void write(Path directory, Iterable<CycleSummary> cycles) throws IOException {
    var sorted = new ArrayList<CycleSummary>();
    cycles.forEach(sorted::add);
    sorted.sort(ORDER);
    CycleSummary first = sorted.get(0);
    String name = first.rig() + " " + shardOf(first);
    var file = new Path(directory, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)) + ".cycles");
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(Storage.fileSystem(file).create(file, true)))) {
      out.writeInt(sorted.size());
      for (CycleSummary cycle : sorted) {
        CycleSummaryCoder.of().encode(cycle, out);
      }
    }
  }

  /**
   * Passes all cycles in the shards of a directory to a visitor, ordered by rig, number and time.
   */
  static void visit(Path directory, Visitor visitor) throws IOException {
    FileSystem fileSystem = Storage.fileSystem(directory);
    for (Path shard : inOrder(fileSystem, directory)) {
      try (var in = open(fileSystem, shard)) {
        for (int left = in.readInt(); left > 0; left--) {
          visitor.visit(CycleSummaryCoder.of().decode(in));
        }
      }
    }
  }

  private static List<Path> inOrder(FileSystem fileSystem, Path directory) throws IOException {
    record Shard(Path path, CycleSummary first) {}
    var shards = new ArrayList<Shard>();
    for (Path path :
        Arrays.stream(fileSystem.listStatus(directory)).map(file -> file.getPath()).toList()) {
      try (var in = open(fileSystem, path)) {
        in.readInt();
        shards.add(new Shard(path, CycleSummaryCoder.of().decode(in)));
      }
    }
    return shards.stream().sorted(comparing(Shard::first, ORDER)).map(Shard::path).toList();
  }

  private static DataInputStream open(FileSystem fileSystem, Path shard) throws IOException {
    return new DataInputStream(new BufferedInputStream(fileSystem.open(shard)));
  }
}
