package io.hydrobeam.learning;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Linear discriminant analysis. Classes are normally distributed with a common covariance,
 * estimated within the classes. The covariance is shrunk towards a multiple of the identity, so
 * that the inverse exists with more features than examples. Features are first scaled to mean 0 and
 * deviation 1.
 *
 * <p>R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7,
 * 1936. Shrinkage as in J. H. Friedman, "Regularized discriminant analysis", Journal of the
 * American Statistical Association 84, 1989.
 */
final class DiscriminantAnalysis implements Classifier {
  /** Maximum relative difference of opposite elements. */
  private static final double SYMMETRY = 1e-9;

  private final double shrinkage;

  /**
   * Creates the analysis.
   *
   * @param shrinkage share of the identity in the covariance, above 0 and up to 1
   */
  DiscriminantAnalysis(double shrinkage) {
    if (!(shrinkage > 0 && shrinkage <= 1)) {
      throw new IllegalArgumentException("shrinkage " + shrinkage);
    }
    this.shrinkage = shrinkage;
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Model train(double[][] values, int[] classes, int count) {
    Scale scale = Scale.of(values);
    var scaled = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = scale.apply(values[i]);
    }
    var sizes = new int[count];
    double[][] means = means(scaled, classes, sizes);
    var solver =
        new CholeskyDecomposition(
                new Array2DRowRealMatrix(covariance(scaled, classes, means), false), SYMMETRY, 0)
            .getSolver();
    var weights = new double[count][];
    var offsets = new double[count];
    for (int c = 0; c < count; c++) {
      weights[c] = solver.solve(new ArrayRealVector(means[c], false)).toArray();
      offsets[c] = Math.log((double) sizes[c] / values.length) - dot(weights[c], means[c]) / 2;
    }
    return example -> best(weights, offsets, scale.apply(example));
  }

  private static int best(double[][] weights, double[] offsets, double[] example) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < weights.length; c++) {
      double score = dot(weights[c], example) + offsets[c];
      if (score > greatest) {
        greatest = score;
        best = c;
      }
    }
    return best;
  }

  /**
   * Returns the mean of each class. The offset of a class without an example becomes minus infinity
   * later.
   */
  private static double[][] means(double[][] values, int[] classes, int[] sizes) {
    var means = new double[sizes.length][values[0].length];
    for (int i = 0; i < values.length; i++) {
      sizes[classes[i]]++;
      add(means[classes[i]], values[i], 1);
    }
    for (int c = 0; c < sizes.length; c++) {
      for (int j = 0; sizes[c] > 0 && j < means[c].length; j++) {
        means[c][j] /= sizes[c];
      }
    }
    return means;
  }

  private double[][] covariance(double[][] values, int[] classes, double[][] means) {
    int n = values[0].length;
    var sum = new double[n][n];
    for (int i = 0; i < values.length; i++) {
      double[] residual = values[i].clone();
      add(residual, means[classes[i]], -1);
      for (int j = 0; j < n; j++) {
        add(sum[j], residual, residual[j]);
      }
    }
    double trace = 0;
    for (int j = 0; j < n; j++) {
      trace += sum[j][j];
    }
    // If all residuals are 0, only the identity remains.
    double identity = trace == 0 ? 1 : trace / n;
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        sum[j][k] = (1 - shrinkage) * sum[j][k] / values.length;
      }
      sum[j][j] += shrinkage * identity / values.length;
    }
    return sum;
  }

  private static void add(double[] to, double[] values, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Scales features to mean 0 and deviation 1; a constant feature becomes 0. */
  private record Scale(double[] means, double[] factors) {
    static Scale of(double[][] values) {
      int n = values[0].length;
      var means = new double[n];
      var factors = new double[n];
      for (double[] row : values) {
        add(means, row, 1.0 / values.length);
      }
      for (double[] row : values) {
        for (int j = 0; j < n; j++) {
          factors[j] += (row[j] - means[j]) * (row[j] - means[j]) / values.length;
        }
      }
      for (int j = 0; j < n; j++) {
        factors[j] = factors[j] > 0 ? 1 / Math.sqrt(factors[j]) : 0;
      }
      return new Scale(means, factors);
    }

    double[] apply(double[] values) {
      var scaled = new double[values.length];
      for (int j = 0; j < values.length; j++) {
        scaled[j] = (values[j] - means[j]) * factors[j];
      }
      return scaled;
    }
  }
}
