package io.github.ocimaven.mojo;

import io.github.ocimaven.model.PushException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** Adds help to failure messages: how to set a parameter, and the troubleshooting page. */
final class Troubleshooting {

  static final String PAGE = "https://ocimaven.github.io/oci-maven-plugin/troubleshooting.html";

  /** A parameter as it is named in messages. */
  private static final Pattern NAMED = Pattern.compile("'([a-z][A-Za-z]+)'");

  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([A-Za-z.]+)}");

  private Troubleshooting() {}

  /**
   * Returns a failure's message with two additions: the property that sets each parameter named in
   * it, and on a separate line a link to the failure's topic. Code below the goals knows only the
   * names of parameters; how to set them is Maven's business.
   *
   * @param execution the goal that failed, whose parameters the message may name
   */
  static String message(PushException failure, MojoExecution execution) {
    return withProperties(String.valueOf(failure.getMessage()), name -> property(execution, name))
        + "\nSee "
        + PAGE
        + "#"
        + failure.topic();
  }

  /**
   * Adds the property to the first mention of each parameter, unless the message already names it.
   */
  static String withProperties(String message, Function<String, @Nullable String> propertyOf) {
    Set<String> told = new HashSet<>();
    return NAMED
        .matcher(message)
        .replaceAll(
            named -> {
              String property = propertyOf.apply(named.group(1));
              return Matcher.quoteReplacement(
                  property == null || message.contains("-D" + property + "=") || !told.add(property)
                      ? named.group()
                      : named.group() + " (-D" + property + "=…)");
            });
  }

  /** Returns the property that sets a parameter of the goal, or null if no property does. */
  private static @Nullable String property(MojoExecution execution, String parameter) {
    MojoDescriptor goal = execution.getMojoDescriptor();
    PlexusConfiguration defaults = goal == null ? null : goal.getMojoConfiguration();
    PlexusConfiguration value = defaults == null ? null : defaults.getChild(parameter, false);
    Matcher property = PROPERTY.matcher(value == null ? "" : value.getValue(""));
    return property.matches() ? property.group(1) : null;
  }
}
