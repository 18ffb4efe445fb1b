package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.Blocked;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.NoToken;
import io.github.ocimaven.registry.jib.failure.NotARegistry;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.failure.StoppedByProxy;
import io.github.ocimaven.registry.jib.failure.UploadLost;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.tls.RegistryTls;

/** Explains each case of a failed request to one destination. */
final class Explanations implements RequestFailure.Cases<Explanation> {

  /** Seen with Amazon ECR (https://github.com/aws/containers-roadmap/issues/1970). */
  private static final String HUNG_UP =
      "some registries hang up like this if the repository does not exist: create it if it does"
          + " not; otherwise ";

  private final Target target;
  private final AccessFailures access;
  private final TlsFailures tls;
  private final long timeoutSeconds;

  Explanations(Target target, Credentials credentials, RegistryTls tls, long timeoutSeconds) {
    this.target = target;
    this.access = new AccessFailures(target.repository(), credentials);
    this.tls = new TlsFailures(target.registry(), tls);
    this.timeoutSeconds = timeoutSeconds;
  }

  Explanation of(RequestFailure failure) {
    return failure.match(this);
  }

  @Override
  public Explanation refused(Refused failure) {
    ErrorResponse response = failure.response();
    int status = response.status();
    if (failure.deniesAccess() && !response.isWebPage()) {
      return access.refused(failure);
    }
    if (!failure.peer().isRegistry()) {
      return new Explanation(
          Reason.REFUSED,
          name(failure.peer())
              + " responded with "
              + status
              + response.said()
              + Explanation.remedyFor(status));
    }
    if (response.isWebPage()) {
      Explanation certificate = status == 400 ? tls.explainBadRequest() : null;
      return certificate == null ? notARegistry(" (" + status + ")") : certificate;
    }
    if (status == 413) {
      return new Explanation(
          Reason.TOO_LARGE,
          "it is larger than the registry, or a proxy in front of it, allows (413"
              + response.said()
              + "); raise that limit (client_max_body_size for nginx) or make the layer smaller");
    }
    return response.refusesRepository()
        ? repositoryRefused(response)
        : new Explanation(
            Reason.REFUSED,
            "the registry responded with "
                + status
                + response.said()
                + Explanation.remedyFor(status));
  }

  private Explanation repositoryRefused(ErrorResponse response) {
    return new Explanation(
        Reason.REPOSITORY_REFUSED,
        "the registry refused the repository "
            + target.repository()
            + " ("
            + response.status()
            + response.said()
            + "); check its name, and create it or its project first if the registry requires"
            + " that");
  }

  @Override
  public Explanation uploadLost(UploadLost failure) {
    return new Explanation(
        Reason.REFUSED,
        "the registry lost track of the upload ("
            + failure.status()
            + failure.response().said()
            + "); if it has several instances, ask its administrator whether they share their"
            + " storage and their secret");
  }

  @Override
  public Explanation invalidResponse(InvalidResponse failure) {
    return new Explanation(
        Reason.REFUSED,
        "the response violates the protocol ("
            + ErrorResponse.shorten(String.valueOf(failure.getMessage()))
            + "); mvn -X shows the requests that led to this");
  }

  @Override
  public Explanation notARegistry(NotARegistry failure) {
    return notARegistry("");
  }

  private Explanation notARegistry(String status) {
    return new Explanation(
        Reason.NOT_A_REGISTRY,
        "the server at "
            + target.registry()
            + " is not a container registry: it sent a web page"
            + status
            + "; check the host and port; a registry often has a host or port of its own");
  }

  @Override
  public Explanation noToken(NoToken failure) {
    NoResponse silence = failure.silence();
    Explanation certificate = silence == null ? null : tls.explainRejected(silence);
    return certificate == null
        ? access.noToken(failure)
        : certificate.after("no request was sent to the token service: ");
  }

  @Override
  public Explanation stoppedByProxy(StoppedByProxy failure) {
    return ProxyFailures.of(failure);
  }

  @Override
  public Explanation blocked(Blocked failure) {
    return new Explanation(Reason.REFUSED, String.valueOf(failure.getMessage()));
  }

  @Override
  public Explanation noResponse(NoResponse failure) {
    String peer = name(failure.peer());
    return switch (failure.kind()) {
      case UNKNOWN_HOST ->
          new Explanation(
              Reason.UNKNOWN_HOST,
              "the host of "
                  + peer
                  + " is unknown; check its spelling, and the DNS or proxy settings");
      case CONNECT_TIMEOUT ->
          new Explanation(
              Reason.TIMEOUT,
              "no connection to "
                  + peer
                  + " was established within "
                  + Math.min(timeoutSeconds, Wire.MAX_CONNECT_MILLIS / 1000)
                  + " seconds; check the host and port, and that no firewall drops the packets");
      case SILENCE ->
          new Explanation(
              Reason.TIMEOUT,
              peer
                  + " was silent for "
                  + timeoutSeconds
                  + " seconds; check the network, or allow more time with 'timeout'");
      case NO_CONNECTION, TLS_REFUSED, HANDSHAKE_BROKEN, HUNG_UP, BROKEN, MALFORMED, FAILED -> {
        Explanation encryption = tls.explain(peer, failure);
        yield encryption == null ? unreachable(peer, failure) : encryption;
      }
    };
  }

  private static Explanation unreachable(String peer, NoResponse failure) {
    Throwable root = failure.root();
    return new Explanation(
        Reason.UNREACHABLE,
        "the connection to "
            + peer
            + " failed ("
            + ErrorResponse.shorten(
                root.getMessage() == null ? root.toString() : LoggableUrl.cut(root.getMessage()))
            + "); "
            + (failure.kind() == NoResponse.Kind.HUNG_UP ? HUNG_UP : "")
            + "check that the registry is running there and that no firewall blocks the"
            + " connection");
  }

  private String name(Peer peer) {
    return peer.isRegistry() ? target.registry() : peer.host() + ", where the registry sent us,";
  }
}
