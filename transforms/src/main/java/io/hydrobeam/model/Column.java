package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Column of a table and field of a JSON message. Tables, messages, DDL and documentation are
 * derived from lists of columns.
 *
 * @param <R> the row
 * @param name the name, in snake_case
 * @param type the type of the values
 * @param nullable whether a value may be null
 * @param absent the value for files that lack the column; null for none
 * @param description content and unit, in a few words
 * @param accessor returns the value in a row, of the Java class that the type names
 */
public record Column<R>(
    String name,
    Type type,
    boolean nullable,
    @Nullable Object absent,
    String description,
    Function<R, @Nullable Object> accessor) {

  /** Types of values. */
  public enum Type {
    /** {@link String}. */
    TEXT,
    /** {@link Integer}. */
    INT,
    /** {@link Long}. */
    LONG,
    /** {@link Double}, finite. */
    DOUBLE,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link Long}, epoch milliseconds in UTC. */
    TIMESTAMP
  }

  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(description, "description");
    requireNonNull(accessor, "accessor");
  }

  /** Returns a column without nulls. */
  public static <R> Column<R> required(
      String name, Type type, String description, Function<R, @Nullable Object> accessor) {
    return new Column<>(name, type, false, null, description, accessor);
  }

  /** Returns a column with nulls. */
  public static <R> Column<R> optional(
      String name, Type type, String description, Function<R, @Nullable Object> accessor) {
    return new Column<>(name, type, true, null, description, accessor);
  }

  /** Returns a column without nulls that files of earlier builds may lack. */
  public static <R> Column<R> since(
      String name,
      Type type,
      Object absent,
      String description,
      Function<R, @Nullable Object> accessor) {
    return new Column<>(name, type, false, absent, description, accessor);
  }

  /** Returns the value in a row. */
  public @Nullable Object of(R row) {
    return accessor.apply(row);
  }
}
