package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.jib.failure.Causes;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.TransportFailures;
import io.github.ocimaven.registry.tls.RegistryTls;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Turns a failed request into a {@link RegistryException} with a remedy. */
public final class Failures {

  private final Target target;
  private final Explanations explanations;
  private final HostLimits limits;

  /**
   * Creates the explanations for one destination.
   *
   * @param timeoutSeconds the maximum time without data from the registry
   * @param limits determines which host limits requests
   */
  public Failures(
      Target target,
      Credentials credentials,
      RegistryTls tls,
      long timeoutSeconds,
      HostLimits limits) {
    this.limits = limits;
    this.target = target;
    this.explanations = new Explanations(target, credentials, tls, timeoutSeconds);
  }

  /**
   * Makes a call and explains its failure.
   *
   * @param action what the call does, up to its preposition: {@code upload blob sha256:… to}
   * @throws RegistryException if a request fails
   * @throws PushException if something else stops the push, such as a corrupt blob
   * @throws CancellationException if the push has ended elsewhere
   */
  public <T> T explain(String action, Call<T> call) {
    try {
      return call.run();
    } catch (PushException | CancellationException e) {
      throw e;
    } catch (Exception e) {
      RequestFailure failure = TransportFailures.of(Peer.REGISTRY, e);
      throw exception(action, explanations.of(failure), failure, Set.of());
    }
  }

  /**
   * Makes a call that stores a manifest, and explains its failure.
   *
   * @param name the tag or digest that the manifest is put by
   * @throws RegistryException if a request fails
   * @throws CancellationException if the push has ended elsewhere
   */
  public <T> T explainManifest(ManifestName name, Manifest manifest, Call<T> call) {
    String action = "put manifest " + name + " to";
    return explain(
        action,
        () -> {
          try {
            return call.run();
          } catch (Refused e) {
            ManifestRefusal refusal = ManifestRefusal.of(e, name, manifest);
            throw refusal == null
                ? e
                : exception(action, refusal.explanation(), e, refusal.lacking());
          }
        });
  }

  private RegistryException exception(
      String action, Explanation why, RequestFailure failure, Set<Digest> lacking) {
    Transience when = transience(failure, why.reason());
    RegistryException explained =
        new RegistryException(
            action + " " + target.name(),
            why.reason(),
            failure.status(),
            why.detail(),
            when,
            lacking,
            quotesUrl(failure) ? null : failure);
    return limits.gate(failure, when).map(explained::closing).orElse(explained);
  }

  /** A server that asks for a client certificate and then hangs up most likely requires one. */
  private static @Nullable Transience transience(RequestFailure failure, Reason reason) {
    Transience when = TransientFailures.of(failure);
    return when != null && reason == Reason.CLIENT_CERTIFICATE
        ? new Transience(Kind.ABSENT, when.symptom())
        : when;
  }

  /**
   * Libraries quote whole URLs in messages, including signatures and upload states, and {@code -e}
   * would print them.
   */
  private static boolean quotesUrl(RequestFailure failure) {
    return Causes.find(
            failure,
            e ->
                !(e instanceof RequestFailure)
                    && e.getMessage() != null
                    && !LoggableUrl.cut(e.getMessage()).equals(e.getMessage()))
        != null;
  }
}
