package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Open alerts on a topic, each with its last message. Alerts of the stream itself and of other
 * versions of Hydrobeam are included. Cleared alerts take no memory.
 */
public final class OpenAlerts {
  private final Map<String, AlertMessage> open = new LinkedHashMap<>();

  private OpenAlerts() {}

  /**
   * Reads a topic from its beginning.
   *
   * @throws UserException if the broker does not answer or refuses the user
   */
  public static OpenAlerts on(KafkaCluster cluster, String topic) {
    var alerts = new OpenAlerts();
    PublishedAlerts.readAll(cluster, topic, alerts::take);
    return alerts;
  }

  private void take(AlertMessage message) {
    if (message.state() == State.CLEARED) {
      open.remove(message.id());
    } else {
      open.put(message.id(), message);
    }
  }

  /** Returns all open alerts, ordered by the start of their condition. */
  public Collection<AlertMessage> oldestFirst() {
    return open.values().stream()
        .sorted(Comparator.comparing(AlertMessage::sinceMillis).thenComparing(AlertMessage::id))
        .toList();
  }

  /** Returns the open alert with this id; empty if there is none. */
  public Optional<AlertMessage> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /**
   * Publishes a message with the key that the stream uses, and waits for all replicas.
   *
   * @throws UserException if the message is not accepted
   */
  public static void publish(KafkaCluster cluster, String topic, AlertMessage message) {
    var bytes = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(
            cluster.with(Map.of("acks", "all", "enable.idempotence", true)), bytes, bytes)) {
      producer.send(AlertMessages.record(topic, message)).get();
    } catch (KafkaException e) {
      throw cluster.failure(e);
    } catch (ExecutionException e) {
      throw UserException.failed("%s rejects the message: %s", topic, UserException.rootCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted before %s accepted the message", topic);
    }
  }
}
