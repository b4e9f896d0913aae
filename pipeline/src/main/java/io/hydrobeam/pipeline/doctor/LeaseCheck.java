package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.tables.LeaseRequest;
import io.hydrobeam.tables.WriteLease;
import java.util.List;

/** Check for another run that writes to the output, which would make this run fail. */
final class LeaseCheck implements Check {
  private final LeaseRequest request;

  LeaseCheck(LeaseRequest request) {
    this.request = request;
  }

  @Override
  public String name() {
    return "lease";
  }

  @Override
  public List<String> needs() {
    return List.of(OutputCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return List.of(
        WriteLease.holder(request)
            .map(
                who ->
                    Finding.warn(
                        "%s is written by %s; a second run would be refused: %s",
                        request.output(), who, request.remedy()))
            .orElse(Finding.ok("no other run writes to %s", request.output())));
  }
}
