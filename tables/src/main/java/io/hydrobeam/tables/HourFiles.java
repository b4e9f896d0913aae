package io.hydrobeam.tables;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * The small files of one hour and one rig, by their paths relative to the table.
 *
 * @param hour the directory of the hour
 * @param rig the rig's name as it stands in the names of files
 * @param files the files, in order; none where an earlier run has set all of them aside
 */
@DefaultCoder(SerializableCoder.class)
record HourFiles(String hour, String rig, List<String> files) implements Serializable {
  /**
   * Returns the directory in which compaction keeps the files of an hour and rig between the steps
   * of their removal.
   */
  private static final String ASIDE = ".compacting";

  private static final String PART = "part-";
  private static final String[] HOUR = {"year=", "month=", "day=", "hour="};
  private static final Pattern SMALL = Pattern.compile(".*/part-(.+)-\\d{5}\\.parquet");

  HourFiles {
    requireNonNull(hour, "hour");
    requireNonNull(rig, "rig");
    files = List.copyOf(files);
  }

  /**
   * The hours that a table has files of, as directories, in order: files aside included, and those
   * that earlier builds have left in directories of days.
   */
  static List<String> hours(FileTree tree, Table<?> table) throws IOException {
    var hours = new TreeSet<String>(tree.directories("", HOUR));
    for (String directory : tree.directories(ASIDE, HOUR)) {
      hours.add(directory.substring(ASIDE.length() + 1));
    }
    if (table.dayFiles().isPresent()) {
      Pattern names = table.dayFiles().get();
      for (String day : tree.directories("", Arrays.copyOf(HOUR, HOUR.length - 1))) {
        for (String file : tree.filesIn(day)) {
          Matcher name = names.matcher(file);
          if (name.matches()) {
            hours.add(hour(day, name));
          }
        }
      }
    }
    return List.copyOf(hours);
  }

  /**
   * The files of an hour by rigs, each rig that has some in the table or aside.
   *
   * @throws UnreadableFileException if the name of a file is none of the table
   */
  static List<HourFiles> of(FileTree tree, String hour, Table<?> table) throws IOException {
    Map<String, List<String>> byRig = new TreeMap<>();
    for (String directory : tree.directories(ASIDE + "/" + hour, PART)) {
      byRig.put(
          directory.substring(directory.lastIndexOf('/') + 1 + PART.length()), new ArrayList<>());
    }
    if (table.dayFiles().isPresent()) {
      String day = hour.substring(0, hour.lastIndexOf('/'));
      for (String file : tree.filesIn(day)) {
        Matcher name = table.dayFiles().get().matcher(file);
        if (name.matches() && hour(day, name).equals(hour)) {
          byRig.computeIfAbsent(name.group(1), rig -> new ArrayList<>()).add(day + "/" + file);
        }
      }
    }
    for (String file : tree.files(hour)) {
      Matcher name = SMALL.matcher(file);
      if (!name.matches()) {
        throw new UnreadableFileException(tree, file, "its name is not that of a file of rows");
      }
      byRig.computeIfAbsent(name.group(1), rig -> new ArrayList<>()).add(file);
    }
    return byRig.entrySet().stream()
        .map(rig -> new HourFiles(hour, rig.getKey(), rig.getValue()))
        .toList();
  }

  private static String hour(String day, Matcher dayFile) {
    return day + "/hour=" + dayFile.group(2);
  }

  /** Removes the directories of an hour without files, which a run left that was stopped. */
  static void tidyUp(FileTree table, String hour) throws IOException {
    table.pruneBelow(hour);
    table.pruneBelow(ASIDE + "/" + hour);
  }

  /** Returns the directory for files of this hour and rig that are set aside. */
  String aside() {
    return ASIDE + "/" + hour + "/" + PART + rig;
  }

  /** The one file that takes the place of the small ones. */
  String compacted() {
    return hour + "/" + PART + rig + ".parquet";
  }
}
