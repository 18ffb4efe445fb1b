package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.PushException;
import java.util.List;
import java.util.stream.Collectors;

/** Tags name something else than what is pushed, and {@code overwrite} lets none of them move. */
public final class TagTakenException extends PushException {

  private static final long serialVersionUID = 1L;

  private final String overwrite;
  private final transient List<Taken> taken;

  /**
   * A tag that names something else.
   *
   * @param reference {@code HOST[:PORT]/REPOSITORY:TAG}
   * @param digest what it names
   */
  public record Taken(String reference, Digest digest) {}

  /**
   * Lists the tags.
   *
   * @param pushed what they would have named
   * @param overwrite the value of the parameter {@code overwrite}: {@code snapshots} or {@code
   *     never}
   * @param taken one tag or more
   * @param state what the push had done until then: {@code nothing was sent}
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
                : ", and overwrite is " + overwrite + ", by which no release tag moves")
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
