package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parameter whose value is a secret. Under {@code -X} Maven logs the value of each
 * parameter that it sets, and of each setter that it calls; so such a parameter takes its
 * unevaluated configuration, {@code ${oci.password}} for instance, which is evaluated here.
 */
public final class SecretParameter {

  private SecretParameter() {}

  /**
   * Evaluates a parameter.
   *
   * @param configuration the parameter as it is configured, or null
   * @param session where its expression is evaluated
   * @param execution the goal's execution
   * @return the secret, empty where there is none
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
