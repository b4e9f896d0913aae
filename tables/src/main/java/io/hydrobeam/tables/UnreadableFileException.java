package io.hydrobeam.tables;

/** A file that is no file of the table, or is damaged. */
final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(FileTree table, String file, String reason) {
    super(table + "/" + file + " (" + reason + ")");
  }
}
