package io.hydrobeam.recordings;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a directory. */
public interface RecordingFiles {
  /** Returns the path of a file for messages; the path of the directory for an empty name. */
  String path(String name);

  /** Returns true if the file exists. */
  boolean exists(String name) throws IOException;

  /** Opens a file. */
  InputStream open(String name) throws IOException;

  /** Returns the kind of errors in these files. */
  UserException.Kind kind();

  /** Returns the files of a local directory. */
  static RecordingFiles local(Path directory, UserException.Kind kind) {
    return new RecordingFiles() {
      @Override
      public String path(String name) {
        return directory.resolve(name).toString();
      }

      @Override
      public boolean exists(String name) {
        return Files.exists(directory.resolve(name));
      }

      @Override
      public InputStream open(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
      }

      @Override
      public UserException.Kind kind() {
        return kind;
      }
    };
  }
}
