#!/usr/bin/env bash
# Kafka's clients write the iteration count of a SCRAM message in the digits of the JVM's locale, and
# read ASCII digits only. A client or broker in a locale with digits of its own (fa_IR, ar_EG with
# Unicode extensions) cannot log in: "invalid credentials", whatever the password.
# Seen with kafka-clients 3.9.2 on Java 17:
#   en_US: i=4096 is read back as 4096
#   fa_IR: i=۴۰۹۶ is refused: Invalid SCRAM server first message format: ...
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat > ScramLocale.java <<'JAVA'
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.security.scram.internals.ScramMessages.ServerFirstMessage;

public class ScramLocale {
  public static void main(String[] arguments) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    byte[] salt = "salt".getBytes(StandardCharsets.UTF_8);
    byte[] sent = new ServerFirstMessage("client", "server", salt, 4096).toBytes();
    String text = new String(sent, StandardCharsets.UTF_8);
    String result;
    try {
      result = "read back as " + new ServerFirstMessage(sent).iterations();
    } catch (Exception e) {
      result = "refused: " + e.getMessage();
    }
    out.println(Locale.getDefault() + ": " + text.replaceFirst(".*,", "") + " is " + result);
  }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.apache.kafka:kafka-clients:3.9.2 -DoutputDirectory=jars > maven.log 2>&1 ||
  { cat maven.log >&2; exit 1; }
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.slf4j:slf4j-api:1.7.36 -DoutputDirectory=jars > maven.log 2>&1 ||
  { cat maven.log >&2; exit 1; }
for locale in en:US fa:IR; do
  java -Duser.language="${locale%:*}" -Duser.country="${locale#*:}" -cp 'jars/*' ScramLocale.java \
    2> java.log || { cat java.log >&2; exit 1; }
done | tee output

grep -q '^en_US: i=4096 is read back as 4096$' output &&
  grep -q '^fa_IR: i=۴۰۹۶ is refused: ' output ||
  { echo "the behaviour has changed" >&2; exit 1; }
