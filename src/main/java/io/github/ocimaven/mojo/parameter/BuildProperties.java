package io.github.ocimaven.mojo.parameter;

import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/**
 * Properties as a goal's parameters see them: the command line takes precedence over the POM, and
 * references to other properties, even those set by another goal, are resolved.
 */
public final class BuildProperties implements Function<String, Optional<String>> {

  private final PluginParameterExpressionEvaluator evaluator;

  public BuildProperties(MavenSession session, MojoExecution execution) {
    this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
  }

  /** Returns a property's value, or empty if it is unset or empty. */
  @Override
  public Optional<String> apply(String name) {
    try {
      return Optional.ofNullable(evaluator.evaluate("${" + name + "}"))
          .map(Object::toString)
          .filter(value -> !value.isEmpty());
    } catch (ExpressionEvaluationException e) {
      return Optional.empty(); // a property that refers to itself, for example
    }
  }
}
