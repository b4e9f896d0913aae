package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.doctor.KafkaView.Cluster;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Node;

/**
 * Check that a broker answers, and that each broker of its cluster answers at its advertised
 * address.
 */
final class BrokerCheck implements Check {
  static final String NAME = "broker";

  private final KafkaView kafka;

  BrokerCheck(KafkaView kafka) {
    this.kafka = kafka;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    Cluster cluster = kafka.cluster();
    var findings = new ArrayList<Finding>();
    for (Node node : cluster.nodes()) {
      if (!kafka.isReachable(node)) {
        findings.add(
            Finding.failed(
                "broker %s gives its address as %s:%d, and does not answer there; start it, or set"
                    + " its advertised.listeners to an address that can be reached from here",
                node.idString(), node.host(), node.port()));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "%s, %s, cluster %s",
                kafka.kafka(), MessageFormats.count(cluster.nodes().size(), "node"), cluster.id()))
        : findings;
  }
}
