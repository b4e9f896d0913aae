package io.hydrobeam.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;

/** The names of a pipeline's steps, in topological order. */
public final class StepNames {
  private StepNames() {}

  /**
   * The full names of the steps that are at most so deep in the graph, a parent before its parts.
   */
  public static List<String> of(Pipeline pipeline, int depth) {
    var names = new ArrayList<String>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            add(node);
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            add(node);
          }

          private void add(Node node) {
            if (!node.isRootNode() && node.getFullName().split("/").length <= depth) {
              names.add(node.getFullName());
            }
          }
        });
    return names;
  }
}
