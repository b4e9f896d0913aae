#!/usr/bin/env bash
# HDFS's NameNode writes the transaction number in the name of its fsimage in the digits of the JVM's
# locale, and looks for ASCII digits only. In a locale with digits of its own (fa_IR) a directory that
# was formatted without an error holds no image for the next start: FileNotFoundException.
# Seen with Hadoop 3.3.6 on Java 17:
#   en_US: fsimage_0000000000000000000, started
#   fa_IR: fsimage_۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰, refused: java.io.FileNotFoundException: No valid image files found
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat > pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>hdfs-fsimage-locale</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.hadoop</groupId>
      <artifactId>hadoop-hdfs</artifactId>
      <version>3.3.6</version>
    </dependency>
    <dependency>
      <groupId>org.apache.hadoop</groupId>
      <artifactId>hadoop-common</artifactId>
      <version>3.3.6</version>
    </dependency>
    <dependency>
      <groupId>org.apache.hadoop</groupId>
      <artifactId>hadoop-hdfs-client</artifactId>
      <version>3.3.6</version>
    </dependency>
  </dependencies>
</project>
POM

cat > FsimageLocale.java <<'JAVA'
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

public class FsimageLocale {
  public static void main(String[] arguments) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var conf = new Configuration();
    conf.set("fs.defaultFS", "hdfs://127.0.0.1:0");
    conf.set("dfs.namenode.http-address", "127.0.0.1:0");
    conf.set("dfs.namenode.name.dir", "file://" + arguments[0]);
    DefaultMetricsSystem.setMiniClusterMode(true); // two NameNodes in one process
    NameNode.format(conf);
    List<String> images =
        Arrays.stream(new File(arguments[0], "current").list())
            .filter(name -> name.matches("fsimage_[^.]+"))
            .toList();
    String result;
    try {
      NameNode.createNameNode(new String[0], conf).stop();
      result = "started";
    } catch (Exception e) {
      result = "refused: " + e;
    }
    out.println(Locale.getDefault() + ": " + String.join(" ", images) + ", " + result);
    System.exit(0);
  }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory=jars > maven.log 2>&1 || { cat maven.log >&2; exit 1; }
# The pages of the NameNode, which the jar does not hold.
mkdir -p webapps/hdfs webapps/static
for locale in en:US fa:IR; do
  java -Duser.language="${locale%:*}" -Duser.country="${locale#*:}" -cp 'jars/*:.' FsimageLocale.java \
    "$directory/name-${locale#*:}" 2> java.log | grep '^[a-z][a-z]_' || { cat java.log >&2; exit 1; }
done | tee output

grep -q '^en_US: fsimage_0000000000000000000, started$' output &&
  grep -q '^fa_IR: fsimage_۰.*, refused: java.io.FileNotFoundException: No valid image files found$' output ||
  { echo "the behaviour has changed" >&2; exit 1; }
