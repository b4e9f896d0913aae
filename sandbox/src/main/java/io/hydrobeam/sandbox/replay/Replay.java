package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.replay.MessageFate.Verdict;
import io.hydrobeam.sandbox.replay.Outbox.Held;
import io.hydrobeam.sandbox.replay.Schedule.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plays cycles into the sensor topics at the requested speed. The samples of all sensors are merged
 * by time. The key of a record is the rig, and its timestamp is the event time. One thread runs the
 * replay; any other thread may read the progress or stop it.
 */
public final class Replay {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long CYCLE_MICROS = Cycle.SECONDS * MICROS_PER_SECOND;

  private final ReplayConfig config;
  private final CycleSource cycles;
  private final List<Slot> schedule;
  private final MessageFate fate;
  private final Outbox outbox = new Outbox();
  private volatile ReplayProgress progress = ReplayProgress.NONE;
  private volatile boolean stopped;
  private long startMicros;
  private long malformations;
  private long sent;
  private long malformed;
  private long late;

  /** Creates a replay of cycles. The caller closes the cycles. */
  public Replay(ReplayConfig config, CycleSource cycles) {
    this.config = config;
    this.cycles = cycles;
    this.schedule = Schedule.of(cycles::hertz);
    OptionalInt count = cycles.count();
    this.fate =
        new MessageFate(
            config.disturbances(),
            count.isPresent() ? count.getAsInt() * CYCLE_MICROS : Long.MAX_VALUE);
  }

  /**
   * Plays until the cycles end or the replay is stopped. Returns when the broker has acknowledged
   * all messages.
   */
  public ReplayProgress run() {
    try (MessageSender sender = new MessageSender(config.cluster(), config.topicPrefix())) {
      long startNanos = System.nanoTime();
      Instant start = start();
      startMicros = micros(start);
      List<RigMessages> rigs = RigMessages.of(config.rigs(), cycles::hertz);
      // A live sample is not sent before its event time.
      long ahead = Math.max(0, ChronoUnit.NANOS.between(Instant.now(), start));
      Pacer pacer = new Pacer(config.speed(), () -> stopped, isLive() ? ahead : 0);
      long cycleMicros = 0;
      for (Optional<Cycle> cycle = cycles.next();
          cycle.isPresent() && !stopped;
          cycle = cycles.next()) {
        play(cycle.get(), cycleMicros, rigs, pacer, sender);
        cycleMicros += CYCLE_MICROS;
      }
      release(Long.MAX_VALUE, pacer, sender);
      sender.flush();
      progress = progressAt(cycleMicros).after(Duration.ofNanos(System.nanoTime() - startNanos));
      return progress;
    }
  }

  /** Requests an orderly end of the replay. */
  public void stop() {
    stopped = true;
  }

  /** Returns the current progress. */
  public ReplayProgress progress() {
    return progress;
  }

  private void play(
      Cycle cycle, long cycleMicros, List<RigMessages> rigs, Pacer pacer, MessageSender sender) {
    rigs.forEach(rig -> rig.startCycle(cycle.number()));
    for (Slot slot : schedule) {
      double value = cycle.of(slot.sensor())[slot.index()];
      if (stopped) {
        return;
      }
      if (Double.isNaN(value)) {
        continue;
      }
      long micros = cycleMicros + slot.micros();
      release(micros, pacer, sender);
      pacer.await(micros);
      for (RigMessages rig : rigs) {
        play(rig, slot, value, micros, sender);
      }
      if (slot.sensor() == Sensor.PS1) {
        progress = progressAt(micros);
      }
    }
  }

  private void play(RigMessages rig, Slot slot, double value, long micros, MessageSender sender) {
    Verdict verdict = fate.next(micros);
    Sensor sensor = slot.sensor();
    byte[] message = rig.message(sensor, slot.index(), value, startMicros + micros);
    if (verdict.malformed()) {
      message = Malformation.at(malformations++).apply(message, sensor);
      malformed++;
    }
    late += verdict.late() ? 1 : 0;
    long timestamp = Math.floorDiv(startMicros + micros, 1_000L);
    if (verdict.heldMicros() > 0) {
      outbox.hold(micros + verdict.heldMicros(), sensor, rig.key(), message, timestamp);
    } else {
      sender.send(sensor, rig.key(), message, timestamp);
      sent++;
    }
  }

  private void release(long byMicros, Pacer pacer, MessageSender sender) {
    for (Held held = outbox.takeDue(byMicros);
        held != null && !stopped;
        held = outbox.takeDue(byMicros)) {
      pacer.await(held.dueMicros());
      sender.send(held.sensor(), held.key(), held.message(), held.timestampMillis());
      sent++;
    }
  }

  private ReplayProgress progressAt(long micros) {
    Instant eventTime = Instant.EPOCH.plus(startMicros + micros, ChronoUnit.MICROS);
    return new ReplayProgress(sent, malformed, late, eventTime, Duration.ZERO);
  }

  private Instant start() {
    if (config.start().isPresent()) {
      return config.start().get();
    }
    Instant now = Instant.now();
    // The start is a whole second, so no window contains the end of one cycle and the start of the
    // next.
    return isLive()
        ? now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)
        : Instant.ofEpochSecond(
            now.getEpochSecond() - (long) cycles.count().getAsInt() * Cycle.SECONDS);
  }

  private boolean isLive() {
    return config.start().isEmpty()
        && (config.speed().equals(Speed.REAL_TIME) || cycles.count().isEmpty());
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / 1_000);
  }
}
