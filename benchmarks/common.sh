# What the scripts beside it share. They source it with home, the project's directory, set.
hydrobeam=$home/bin/hydrobeam
mapfile -t java_options < <(grep -v '^#' "$home/conf/java-options")

# require_built NAME: ends the script of this name where there is nothing to run
require_built() {
  [[ -s $home/benchmarks/target/classpath ]] ||
    { echo "$1: build first: mvn -B -q -DskipTests package" >&2; exit 1; }
}

# java_of_benchmarks CLASS ARGUMENT...: becomes it, with the heap HYDROBEAM_HEAP
java_of_benchmarks() {
  exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${java_options[@]}" -Xmx"$HYDROBEAM_HEAP" -XX:+UseParallelGC \
    -Dlog4j2.configurationFile="$home/conf/log4j2.properties" \
    -cp "$home/benchmarks/target/classes:$(<"$home/benchmarks/target/classpath")" "$@"
}

# now: milliseconds since the epoch
now() {
  echo "$((${EPOCHREALTIME/[.,]/} / 1000))"
}

# at_the_end COMMAND: runs it when the script ends, by a signal, too
at_the_end() {
  # shellcheck disable=SC2064
  trap "$1" EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Stops what was started and still runs, by its process id; what does not end is killed.
end_jobs() {
  local pids
  mapfile -t pids < <(jobs -pr)
  [[ ${#pids[@]} -eq 0 ]] || kill "${pids[@]}" 2>/dev/null || true
  for _ in {1..100}; do
    [[ -n $(jobs -pr) ]] || break
    sleep 0.1
  done
  mapfile -t pids < <(jobs -pr)
  [[ ${#pids[@]} -eq 0 ]] || kill -KILL "${pids[@]}" 2>/dev/null || true
}
