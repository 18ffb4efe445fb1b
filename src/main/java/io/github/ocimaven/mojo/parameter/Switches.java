package io.github.ocimaven.mojo.parameter;

import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one goal that are {@code true} or {@code false}.
 *
 * <p>Such a field is a {@code boolean}, so that the plugin descriptor, and with it an IDE, knows
 * its type. Maven itself would take every word but {@code true} for false, even {@code yes} and
 * {@code 1}. So the field has a public setter that takes a text: Maven, from 3.6.3 to 4, prefers a
 * setter to the field, and converts the value to the setter's type. Maven reports an exception of a
 * setter as a class name and an InvocationTargetException, so a wrong word is remembered and
 * rejected when the goal runs.
 */
public final class Switches {

  private @Nullable GoalException refusal;

  /**
   * Reads a parameter; a word that is not allowed counts as false until {@link #check}.
   *
   * @param parameter its name, for the message
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
   * Ends the goal if a word was wrong.
   *
   * @throws GoalException if a word that was read is neither {@code true} nor {@code false}
   */
  public void check() {
    if (refusal != null) {
      throw refusal;
    }
  }
}
