#!/usr/bin/env bash
# Beam's FileSystems.match("DIR/**") returns the files of DIR itself on the local file system, but not on
# a file system of Hadoop: there it returns the files of the subdirectories alone. A job that reads DIR/**
# reads fewer files after it moves from a local disk to HDFS, without an error.
# Seen with Beam 2.70.0 and Hadoop's client 3.3.4 on Java 17, over one and the same directory:
#   local  DIR/**: a.txt sub/b.txt
#   hadoop DIR/**: sub/b.txt
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat > pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>beam-hadoop-recursive-glob</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.beam</groupId>
      <artifactId>beam-sdks-java-io-hadoop-file-system</artifactId>
      <version>2.70.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.hadoop</groupId>
      <artifactId>hadoop-client-api</artifactId>
      <version>3.3.4</version>
    </dependency>
    <dependency>
      <groupId>org.apache.hadoop</groupId>
      <artifactId>hadoop-client-runtime</artifactId>
      <version>3.3.4</version>
    </dependency>
  </dependencies>
</project>
POM

cat > RecursiveGlob.java <<'JAVA'
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;

/** Matches a directory by its local path, and as a directory of Hadoop's viewfs that links to it. */
class RecursiveGlob {
  public static void main(String[] arguments) throws Exception {
    String directory = arguments[0];
    var configuration = new Configuration();
    configuration.set("fs.defaultFS", "viewfs://mount/");
    configuration.set("fs.viewfs.mounttable.mount.link./data", "file://" + directory);
    var options = PipelineOptionsFactory.create().as(HadoopFileSystemOptions.class);
    options.setHdfsConfiguration(List.of(configuration));
    FileSystems.setDefaultPipelineOptions(options);
    System.out.println("local  DIR/**: " + match(directory, "/data/"));
    System.out.println("hadoop DIR/**: " + match("viewfs://mount/data", "/data/"));
  }

  private static String match(String directory, String root) throws Exception {
    return FileSystems.match(directory + "/**").metadata().stream()
        .map(file -> file.resourceId().toString())
        .map(name -> name.substring(name.lastIndexOf(root) + root.length()))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
JAVA

mkdir -p data/sub
echo a > data/a.txt
echo b > data/sub/b.txt
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
java -cp "$(<classpath)" RecursiveGlob.java "$directory/data" 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
local  DIR/**: a.txt sub/b.txt
hadoop DIR/**: sub/b.txt
EXPECTED
echo "as described"
