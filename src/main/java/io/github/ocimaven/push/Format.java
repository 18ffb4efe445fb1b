package io.github.ocimaven.push;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The media types of the root, if the push may choose them: Docker's, unless a registry does not
 * support them. All destinations get the same, so that the image has a single digest.
 */
final class Format {

  private final PushPlan plan;
  private final @Nullable Manifest other;
  private final PushListener listener;

  /**
   * Creates the choice of a push.
   *
   * @param free whether the push may choose
   */
  Format(PushPlan plan, boolean free, PushListener listener) {
    this.plan = plan;
    this.other = free ? plan.ociForm() : null;
    this.listener = listener;
  }

  /**
   * Returns the root to begin with. If tags name the OCI form, and none names the other one, an
   * earlier push has learned that a registry supports only that.
   *
   * @param named what the tags of all destinations name
   */
  Manifest first(Map<String, Optional<Digest>> named) {
    if (other == null || named.containsValue(Optional.of(plan.root().digest()))) {
      return plan.root();
    }
    Optional<Digest> kept = Optional.of(other.digest());
    Optional<String> tag =
        named.entrySet().stream()
            .filter(entry -> entry.getValue().equals(kept))
            .map(Map.Entry::getKey)
            .findFirst();
    tag.ifPresent(
        reference -> listener.formatKept(reference, plan.root().digest(), other.digest()));
    return tag.isPresent() ? other : plan.root();
  }

  /** Returns whether a root can be exchanged for the OCI form. */
  boolean isExchangeable(Manifest root) {
    return other != null && !root.digest().equals(other.digest());
  }

  /**
   * Returns the OCI form.
   *
   * @param refused the root that was put
   * @param target the destination that refused it
   * @param refusal the response
   * @throws RegistryException the refusal, if it has another reason or there is no choice
   */
  Manifest instead(Manifest refused, Target target, RegistryException refusal) {
    Manifest instead = other;
    if (instead == null
        || !isExchangeable(refused)
        || refusal.reason() != Reason.MEDIA_TYPE_REFUSED) {
      throw refusal;
    }
    listener.formatRefused(target, refused.digest(), instead.digest());
    return instead;
  }

  /** Adds to a failure how to get other media types. */
  RegistryException explain(RegistryException failure) {
    if (failure.reason() != Reason.MEDIA_TYPE_REFUSED || !plan.isDocker()) {
      return failure;
    }
    return failure.adding(
        plan.ociForm() == null
            ? "let the build write an image with OCI media types (Jib does with"
                + " <container><format>OCI)"
            : "set 'imageFormat' to oci");
  }
}
