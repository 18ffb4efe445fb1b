package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parameter whose value is a secret. Under {@code -X}, Maven logs the value of each
 * parameter that it sets and of each setter that it calls. So such a parameter holds its
 * unevaluated configuration, for example {@code ${oci.password}}, which is evaluated here.
 */
public final class SecretParameter {

  private SecretParameter() {}

  /**
   * Evaluates a parameter.
   *
   * @param configuration the parameter's configuration, or null
   * @return the secret, empty if it is not set
   * @throws GoalException if the expression can't be evaluated; the message holds no value
   */
  public static String evaluate(
      @Nullable PlexusConfiguration configuration, MavenSession session, MojoExecution execution) {
    if (configuration == null) {
      return "";
    }
    String expression = configuration.getValue(configuration.getAttribute("default-value", ""));
    try {
      Object value =
          expression == null
              ? null
              : new PluginParameterExpressionEvaluator(session, execution).evaluate(expression);
      return value == null ? "" : value.toString();
    } catch (ExpressionEvaluationException e) {
      throw new GoalException(
          Topic.LOGIN,
          "Cannot evaluate the parameter " + configuration.getName() + "; write it as a property");
    }
  }
}
