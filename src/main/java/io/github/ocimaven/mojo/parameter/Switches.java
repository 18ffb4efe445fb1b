package io.github.ocimaven.mojo.parameter;

import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one goal that are {@code true} or {@code false}.
 *
 * <p>Such a field is a {@code boolean}, so that the plugin descriptor, and with it an IDE, knows
 * its type. Maven alone would take every word but {@code true} for false, {@code yes} and {@code 1}
 * too. So the field has a public setter that takes a text: Maven, from 3.6.3 to 4, prefers a setter
 * to the field, and converts the value to what the setter takes. What a setter throws, Maven
 * reports as a class and an InvocationTargetException; so a wrong word is kept, and refused when
 * the goal runs.
 */
public final class Switches {

  private @Nullable GoalException refusal;

  /**
   * Reads a parameter; a word that is not allowed counts as false until {@link #check}.
   *
   * @param parameter its name, for the message
   * @param word its value
   */
  public boolean read(String parameter, String word) {
    try {
      return Choice.isTrue(parameter, word);
    } catch (GoalException e) {
      if (refusal == null) {
        refusal = e;
      }
      return false;
    }
  }

  /**
   * Ends a goal that has a wrong word.
   *
   * @throws GoalException if a word that was read is neither {@code true} nor {@code false}
   */
  public void check() {
    if (refusal != null) {
      throw refusal;
    }
  }
}
