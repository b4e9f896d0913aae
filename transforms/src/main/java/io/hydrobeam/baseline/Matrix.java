package io.hydrobeam.baseline;

import java.util.Arrays;
import java.util.List;

/** The little linear algebra that learning needs, on plain arrays. */
public final class Matrix {
  private static final int ITERATIONS = 40;

  private Matrix() {}

  static double[][] zeros(int size) {
    return new double[size][size];
  }

  static double[][] copy(double[][] matrix) {
    double[][] copy = matrix.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double[] times(double[] a, double factor) {
    var result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] * factor;
    }
    return result;
  }

  static double[] minus(double[] a, double[] b) {
    var result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] - b[i];
    }
    return result;
  }

  public static double[] over(double[] a, double[] b) {
    var result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] / b[i];
    }
    return result;
  }

  static double[] mean(List<double[]> vectors) {
    var mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }

  /** Adds v v' to a symmetric matrix. */
  static void addOuter(double[][] matrix, double[] v) {
    for (int i = 0; i < v.length; i++) {
      double[] row = matrix[i];
      double vi = v[i];
      for (int j = 0; j < v.length; j++) {
        row[j] += vi * v[j];
      }
    }
  }

  static void add(double[][] matrix, double[][] other, double factor) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] += factor * other[i][j];
      }
    }
  }

  static void scale(double[][] matrix, double factor) {
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
  }

  static double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }

  /**
   * Moves a share of a covariance towards the identity of the same trace (Ledoit and Wolf, 2004).
   */
  static void shrink(double[][] covariance, double share) {
    double each = Math.max(trace(covariance) / covariance.length, 1e-9);
    scale(covariance, 1 - share);
    for (int i = 0; i < covariance.length; i++) {
      covariance[i][i] += share * each;
    }
  }

  /** a' M a. */
  static double form(double[][] matrix, double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * dot(matrix[i], a);
    }
    return sum;
  }

  /** The lower triangle L of a positive definite matrix L L'. */
  static double[][] cholesky(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = zeros(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(sum > 0)) {
          throw new ArithmeticException("the matrix is not positive definite");
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }

  /** The solution x of L L' x = b. */
  static double[] solve(double[][] lower, double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  /** The first principal axes of a covariance, orthonormal, by orthogonal iteration. */
  static double[][] principalAxes(double[][] covariance, int count) {
    int n = covariance.length;
    var axes = new double[count][n];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < n; i++) {
        // any start will do that is the same each time and not orthogonal to an axis
        axes[k][i] = Math.cos((k + 1.0) * (i + 0.5));
      }
    }
    orthonormalize(axes);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int k = 0; k < count; k++) {
        var next = new double[n];
        for (int i = 0; i < n; i++) {
          next[i] = dot(covariance[i], axes[k]);
        }
        axes[k] = next;
      }
      orthonormalize(axes);
    }
    return axes;
  }

  private static void orthonormalize(double[][] axes) {
    for (int k = 0; k < axes.length; k++) {
      // twice is enough: Gram-Schmidt loses orthogonality for vectors that are nearly parallel
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < k; j++) {
          double projection = dot(axes[k], axes[j]);
          for (int i = 0; i < axes[k].length; i++) {
            axes[k][i] -= projection * axes[j][i];
          }
        }
      }
      double length = Math.sqrt(dot(axes[k], axes[k]));
      if (length < 1e-12) {
        Arrays.fill(axes[k], 0);
        axes[k][k] = 1;
        length = 1;
      }
      for (int i = 0; i < axes[k].length; i++) {
        axes[k][i] /= length;
      }
    }
  }
}
