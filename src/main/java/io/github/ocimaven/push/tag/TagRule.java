package io.github.ocimaven.push.tag;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tags may move away from an image that they already name. A <em>release tag</em> is not
 * expected to move: it is the project's version, unless that is a snapshot, or any other tag that
 * looks like a version ({@code 1.2.3}, {@code v2.0-alpine}). A tag that ends with {@code -SNAPSHOT}
 * is not a release tag, nor is a shorter form of the project's version, such as {@code 1.2} for
 * 1.2.3: these float, like {@code latest}.
 *
 * @param overwrite which tags may move
 * @param version the project's version, or null without a project
 */
public record TagRule(Overwrite overwrite, @Nullable String version) {

  /** Lets every tag move. */
  public static final TagRule ANY = new TagRule(Overwrite.ALWAYS, null);

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9].*");
  private static final Pattern MARK = Pattern.compile("^[vV](?=[0-9])");

  /** The values of the parameter {@code overwrite}. */
  public enum Overwrite {
    /** Every tag may move. */
    ALWAYS,
    /** Every tag but a release tag may move. */
    SNAPSHOTS,
    /** No tag may move. */
    NEVER
  }

  /** Returns whether a tag is a release tag. */
  public boolean isRelease(String tag) {
    if (tag.toUpperCase(Locale.ROOT).endsWith("-SNAPSHOT")) {
      return false;
    }
    String number = withoutMark(tag);
    if (version == null) {
      return VERSION.matcher(number).matches();
    }
    String own = withoutMark(version);
    return number.equals(own) || (VERSION.matcher(number).matches() && !isShorterForm(number, own));
  }

  /** Returns whether a tag may move. */
  public boolean allowsMoving(String tag) {
    return switch (overwrite) {
      case ALWAYS -> true;
      case SNAPSHOTS -> !isRelease(tag);
      case NEVER -> false;
    };
  }

  private static String withoutMark(String tag) {
    return MARK.matcher(tag).replaceFirst("");
  }

  /** In 1.2.3.Final the last part is not a number, so 1.2.3 is not a series of versions. */
  private static boolean isShorterForm(String number, String version) {
    return version.matches(Pattern.quote(number) + "\\.[0-9].*");
  }
}
