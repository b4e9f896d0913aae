package io.hydrobeam.learning;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random forest (L. Breiman, "Random forests", Machine Learning 45, 2001). Each tree is grown on a
 * sample of the examples, drawn with replacement. Each split is the best by Gini impurity among a
 * random choice of features, as many as the square root of their number. Split points lie between
 * quantiles of a feature, at most 64, so that a tree takes milliseconds.
 */
final class Forest implements Classifier {
  private static final int SMALLEST_TO_SPLIT = 2;

  private final int trees;
  private final long seed;

  /** Creates a forest with a number of trees and a seed. */
  Forest(int trees, long seed) {
    this.trees = trees;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "forest";
  }

  @Override
  public Model train(double[][] values, int[] classes, int count) {
    Bins bins = Bins.of(values);
    var binned = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      binned[i] = bins.of(values[i]);
    }
    var random = new Random(seed);
    var roots = new Node[trees];
    for (int t = 0; t < trees; t++) {
      int[] drawn = random.ints(values.length, 0, values.length).toArray();
      roots[t] = new Grower(binned, classes, count, random).grow(drawn);
    }
    return example -> vote(roots, bins.of(example), count);
  }

  private static int vote(Node[] roots, byte[] example, int count) {
    var votes = new int[count];
    int best = 0;
    for (Node root : roots) {
      Node node = root;
      while (node.below != null) {
        node = example[node.feature] <= node.bin ? node.below : node.above;
      }
      votes[node.decision]++;
    }
    for (int c = 1; c < count; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  /** Split if {@code below} and {@code above} are set, otherwise a decision. */
  private static final class Node {
    private int feature;
    private int bin;
    private int decision;
    private Node below;
    private Node above;
  }

  /** Grows one tree. */
  private static final class Grower {
    private final byte[][] examples;
    private final int[] classes;
    private final int count;
    private final Random random;
    private final int tried;
    private final int[][] histogram;

    Grower(byte[][] examples, int[] classes, int count, Random random) {
      this.examples = examples;
      this.classes = classes;
      this.count = count;
      this.random = random;
      this.tried = (int) Math.ceil(Math.sqrt(examples[0].length));
      this.histogram = new int[Bins.MOST][count];
    }

    Node grow(int[] drawn) {
      var sizes = new int[count];
      for (int i : drawn) {
        sizes[classes[i]]++;
      }
      var node = new Node();
      for (int c = 1; c < count; c++) {
        node.decision = sizes[c] > sizes[node.decision] ? c : node.decision;
      }
      if (drawn.length >= SMALLEST_TO_SPLIT && sizes[node.decision] < drawn.length) {
        split(node, drawn, sizes);
      }
      return node;
    }

    private void split(Node node, int[] drawn, int[] sizes) {
      // Purity, greatest for the purest halves: the sum over both of squared sizes by size.
      double best = purity(sizes, drawn.length);
      boolean found = false;
      for (int t = 0; t < tried; t++) {
        int feature = random.nextInt(examples[0].length);
        fill(feature, drawn);
        var below = new int[count];
        int size = 0;
        for (int bin = 0; bin < Bins.MOST - 1; bin++) {
          int before = size;
          for (int c = 0; c < count; c++) {
            below[c] += histogram[bin][c];
            size += histogram[bin][c];
          }
          if (size > before && size < drawn.length) {
            double purity = purity(below, size) + purityOfRest(sizes, below, drawn.length - size);
            if (purity > best + 1e-9) {
              best = purity;
              node.feature = feature;
              node.bin = bin;
              found = true;
            }
          }
        }
      }
      if (found) {
        node.below =
            grow(Arrays.stream(drawn).filter(i -> examples[i][node.feature] <= node.bin).toArray());
        node.above =
            grow(Arrays.stream(drawn).filter(i -> examples[i][node.feature] > node.bin).toArray());
      }
    }

    private void fill(int feature, int[] drawn) {
      for (int[] bin : histogram) {
        Arrays.fill(bin, 0);
      }
      for (int i : drawn) {
        histogram[examples[i][feature]][classes[i]]++;
      }
    }

    private static double purity(int[] sizes, int size) {
      double sum = 0;
      for (int n : sizes) {
        sum += (double) n * n;
      }
      return sum / size;
    }

    private static double purityOfRest(int[] sizes, int[] below, int size) {
      double sum = 0;
      for (int c = 0; c < sizes.length; c++) {
        double n = sizes[c] - below[c];
        sum += n * n;
      }
      return sum / size;
    }
  }

  /**
   * Quantiles of each feature.
   *
   * @param edges greatest value of each bin but the last, ascending
   */
  private record Bins(double[][] edges) {
    static final int MOST = 64;

    static Bins of(double[][] values) {
      var edges = new double[values[0].length][];
      for (int j = 0; j < edges.length; j++) {
        int feature = j;
        double[] sorted = Arrays.stream(values).mapToDouble(v -> v[feature]).sorted().toArray();
        edges[j] =
            IntStream.range(1, MOST)
                .mapToDouble(bin -> sorted[(int) ((long) bin * sorted.length / MOST)])
                .distinct()
                .toArray();
      }
      return new Bins(edges);
    }

    byte[] of(double[] example) {
      var bins = new byte[example.length];
      for (int j = 0; j < example.length; j++) {
        int at = Arrays.binarySearch(edges[j], example[j]);
        bins[j] = (byte) (at >= 0 ? at : -at - 1);
      }
      return bins;
    }
  }
}
