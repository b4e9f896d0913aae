# What the scripts beside it share. They source it with home, the project's directory, set.
hydrobeam=$home/bin/hydrobeam
mapfile -t opens < <(grep -v '^#' "$home/conf/java-options")

# require_built NAME: ends the script of this name where there is nothing to run
require_built() {
  [[ -s $home/benchmarks/target/classpath ]] ||
    { echo "$1: build first: mvn -B -q -DskipTests package" >&2; exit 1; }
}

# java_of_benchmarks CLASS ARGUMENT...: becomes it, with the heap HYDROBEAM_HEAP
java_of_benchmarks() {
  exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${opens[@]}" -Xmx"$HYDROBEAM_HEAP" -XX:+UseParallelGC \
    -Dlog4j2.configurationFile="$home/conf/log4j2.properties" \
    -cp "$home/benchmarks/target/classes:$(<"$home/benchmarks/target/classpath")" "$@"
}

# now: milliseconds since the epoch
now() {
  echo "$((${EPOCHREALTIME/[.,]/} / 1000))"
}
