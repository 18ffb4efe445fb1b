package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.PushException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tags name other images than the one being pushed, and {@code overwrite} does not let them move.
 */
public final class TagTakenException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String overwrite;
  private final transient List<Taken> taken;

  /**
   * A tag that names another image.
   *
   * @param reference {@code HOST[:PORT]/REPOSITORY:TAG}
   * @param digest the digest that the tag names
   */
  public record Taken(String reference, Digest digest) {}

  /**
   * Creates an exception.
   *
   * @param pushed the digest that the tags would have named
   * @param overwrite the value of the parameter {@code overwrite}: {@code snapshots} or {@code
   *     never}
   * @param taken one tag or more
   * @param state what the push had done so far, for example {@code nothing was sent}
   */
  public TagTakenException(Digest pushed, String overwrite, List<Taken> taken, String state) {
    super(
        "Cannot push "
            + pushed
            + " as "
            + taken.stream().map(Taken::reference).collect(Collectors.joining(" and as "))
            + ": "
            + (taken.size() == 1
                ? "the tag names " + taken.get(0).digest()
                : taken.stream()
                    .map(tag -> tag.reference() + " names " + tag.digest())
                    .collect(Collectors.joining(", ")))
            + (overwrite.equals("never")
                ? ", and overwrite is never"
                : ", and overwrite is " + overwrite + ", which lets no release tag move")
            + "; "
            + state
            + "; push under another tag or version, or set 'overwrite' to always",
        null);
    this.overwrite = overwrite;
    this.taken = List.copyOf(taken);
  }

  /** Returns the tags, in the order in which they would have been moved. */
  public List<Taken> taken() {
    return taken;
  }

  /** Returns the value of the parameter {@code overwrite}. */
  public String overwrite() {
    return overwrite;
  }

  @Override
  public boolean isUserFixable() {
    return true;
  }
}
