package io.hydrobeam.learning;

/** A way to learn classes from features. The same input gives the same model. */
interface Classifier {
  /** What a person calls it. */
  String name();

  /**
   * Learns.
   *
   * @param values the features of each example, at least one
   * @param classes the class of each example, from 0 on
   * @param count how many classes there are; not all need have an example
   */
  Model train(double[][] values, int[] classes, int count);

  /** What was learnt. */
  interface Model {
    /** The class of an example. */
    int predict(double[] values);
  }
}
