package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;

/**
 * Merges the small files of one hour and rig into one, in the order of the rows, and removes them
 * if it is told to. Each step leaves the tables such that it may be the last: what is in a small
 * file is in the large one, verified, before the small one is touched, and a run that begins anew
 * merges whatever it finds into what is there.
 *
 * <p>A small file is set aside by a rename before it is deleted, so that one which has taken its
 * place since it was read is noticed, and merged as well.
 */
final class HourCompaction {
  private final Storage small;
  private final Storage large;
  private final Table<?> table;
  private final boolean delete;

  HourCompaction(Storage small, Storage large, Table<?> table, boolean delete) {
    this.small = small;
    this.large = large;
    this.table = table;
    this.delete = delete;
  }

  /**
   * Result of the compaction.
   *
   * @param rows rows that the large file holds
   * @param filesRead small files
   * @param bytesRead their bytes
   * @param bytes bytes of the large file
   * @param written whether it was written, rather than found to hold all rows
   * @param filesDeleted small files
   */
  record Outcome(
      long rows, long filesRead, long bytesRead, long bytes, boolean written, long filesDeleted) {
    private Outcome and(Outcome next) {
      return new Outcome(
          next.rows,
          filesRead + next.filesRead,
          bytesRead + next.bytesRead,
          next.bytes,
          written || next.written,
          filesDeleted + next.filesDeleted);
    }
  }

  /**
   * Compacts an hour of a rig.
   *
   * @throws UnreadableFileException if a file cannot be read; nothing has changed then
   */
  Outcome compact(HourFiles hour) throws IOException, InterruptedException {
    FileTree tree = small.tree();
    boolean interrupted = tree.isDirectory(hour.aside());
    Outcome outcome = pass(hour, hour.files());
    // What was replaced while it was merged is aside now.
    while (delete && !tree.files(hour.aside()).isEmpty()) {
      outcome = outcome.and(pass(hour, List.of()));
    }
    if (delete && interrupted) {
      tree.pruneBelow(hour.hour());
    }
    if (delete) {
      // Last of all: it tells that a run was interrupted before this.
      tree.pruneBelow(hour.aside());
    }
    return outcome;
  }

  private Outcome pass(HourFiles hour, List<String> files)
      throws IOException, InterruptedException {
    // The newer ones later.
    var names = new ArrayList<>(small.tree().files(hour.aside()));
    names.addAll(files);
    List<RowFile> read = readAll(names);
    // After the small ones: what another run has removed of them is in it by now.
    Optional<RowFile> present = read(large, hour.compacted());
    Versions merged = table.versions();
    present.ifPresent(file -> merge(hour, file, merged));
    read.forEach(file -> merge(hour, file, merged));
    List<GenericRecord> records = merged.records();
    boolean write = !records.equals(present.map(RowFile::rows).orElse(List.of()));
    if (write) {
      write(hour.compacted(), records, present.map(RowFile::state));
    }
    return new Outcome(
        TableFile.rows(table, records).size(),
        read.size(),
        read.stream().mapToLong(file -> file.state().size()).sum(),
        large.tree().state(hour.compacted()).map(FileTree.State::size).orElse(0L),
        write,
        delete ? remove(hour, read) : 0);
  }

  private List<RowFile> readAll(List<String> names) throws IOException, InterruptedException {
    var reads = new ArrayList<Callable<Optional<RowFile>>>();
    names.forEach(name -> reads.add(() -> read(small, name)));
    return FileThreads.all(reads).stream().flatMap(Optional::stream).toList();
  }

  private Optional<RowFile> read(Storage storage, String name) throws IOException {
    Optional<RowFile> file = RowFile.read(storage, name, table.schema());
    if (file.isEmpty() || !table.hasMarkers()) {
      return file;
    }
    RowFile rows = file.get();
    try {
      Versions records = table.versions();
      records.addStored(TableFile.withMarkers(storage, name, rows.rows()));
      return Optional.of(new RowFile(rows.table(), rows.name(), rows.state(), records.records()));
    } catch (IllegalArgumentException e) {
      throw new UnreadableFileException(rows.table(), name, e.getMessage());
    }
  }

  private static void merge(HourFiles hour, RowFile file, Versions merged) {
    for (GenericRecord row : file.rows()) {
      if (!FileNames.isOf(hour.rig(), row.get("rig").toString())
          || !PartitionBy.hourDirectory((Long) row.get("window_start")).equals(hour.hour())) {
        throw new UnreadableFileException(
            file.table(), file.name(), "it holds rows of another rig or hour than its name says");
      }
    }
    merged.addStored(file.rows());
  }

  private void write(String file, List<GenericRecord> rows, Optional<FileTree.State> present) {
    try {
      TableFile.writeVerified(large, table, file, rows, present);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot write %s/%s (%s); nothing of its hour was deleted. Free disk space or grant "
              + "write access, make sure that no other compact works on the same output, and run it "
              + "again",
          large.tree(), file, UserException.rootCause(e));
    }
  }

  /** Removes the files that were read, and no other; returns how many. */
  private long remove(HourFiles hour, List<RowFile> read) throws IOException, InterruptedException {
    if (read.isEmpty()) {
      return 0;
    }
    FileTree tree = small.tree();
    String directory = hour.aside() + "/" + UUID.randomUUID();
    tree.makeDirectory(directory);
    var removals = new ArrayList<Callable<Boolean>>();
    for (RowFile file : read) {
      // Queries of all *.parquet below the table do not find it.
      String aside = directory + "/" + removals.size() + ".aside";
      removals.add(
          () -> {
            if (tree.move(file.name(), aside)
                && tree.state(aside).equals(Optional.of(file.state()))) {
              tree.delete(aside);
              return true;
            }
            return false;
          });
    }
    long removed = FileThreads.all(removals).stream().filter(done -> done).count();
    tree.prune(FileTree.parents(read.stream().map(RowFile::name).toList()));
    return removed;
  }
}
