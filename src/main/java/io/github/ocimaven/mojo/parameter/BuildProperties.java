package io.github.ocimaven.mojo.parameter;

import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/**
 * Properties as the parameters of a goal see them: those of the command line before those of the
 * POM, and with those in them replaced that another goal set.
 */
public final class BuildProperties implements Function<String, Optional<String>> {

  private final PluginParameterExpressionEvaluator evaluator;

  /**
   * Looks at a goal's properties.
   *
   * @param session the Maven session
   * @param execution the goal's execution
   */
  public BuildProperties(MavenSession session, MojoExecution execution) {
    this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
  }

  /**
   * Returns a property's value.
   *
   * @param name the property
   * @return its value, or nothing where it is not set or empty
   */
  @Override
  public Optional<String> apply(String name) {
    try {
      return Optional.ofNullable(evaluator.evaluate("${" + name + "}"))
          .map(Object::toString)
          .filter(value -> !value.isEmpty());
    } catch (ExpressionEvaluationException e) {
      return Optional.empty(); // it refers to itself, for instance
    }
  }
}
