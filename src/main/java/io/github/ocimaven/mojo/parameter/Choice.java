package io.github.ocimaven.mojo.parameter;

import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads parameters that accept a few words, ignoring case. Maven 3 itself requires the exact case.
 */
public final class Choice {

  /** On or off. Maven itself takes {@code yes} and {@code 1} for off. */
  private enum Switch {
    TRUE,
    FALSE
  }

  private Choice() {}

  /**
   * Reads a parameter that is {@code true} or {@code false}.
   *
   * @param parameter its name, for the message
   * @throws GoalException if it is neither
   */
  public static boolean isTrue(String parameter, String text) {
    return parse(parameter, text, Switch.class) == Switch.TRUE;
  }

  /**
   * Reads a parameter.
   *
   * @param parameter its name, for the message
   * @param type the enum of the accepted values
   * @throws GoalException if the value is not allowed
   */
  public static <E extends Enum<E>> E parse(String parameter, String text, Class<E> type) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(text.strip())) {
        return choice;
      }
    }
    throw new GoalException(
        Topic.PARAMETER,
        "Cannot understand "
            + parameter
            + " '"
            + text
            + "'; it is one of: "
            + Arrays.stream(type.getEnumConstants())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
