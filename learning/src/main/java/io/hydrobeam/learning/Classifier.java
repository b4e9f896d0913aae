package io.hydrobeam.learning;

/** Trainer of a classification model. The same input gives the same model. */
interface Classifier {
  /** Returns the display name. */
  String name();

  /**
   * Trains a model.
   *
   * @param values features of each example, at least one example
   * @param classes class of each example, from 0
   * @param count number of classes; a class may have no example
   */
  Model train(double[][] values, int[] classes, int count);

  /** Trained model. */
  interface Model {
    /** Returns the class of an example. */
    int predict(double[] values);
  }
}
