package io.github.ocimaven.testing.registry;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.github.ocimaven.testing.net.LoopbackServer;
import io.github.ocimaven.testing.registry.access.AccessControl;
import io.github.ocimaven.testing.registry.access.BasicAccess;
import io.github.ocimaven.testing.registry.access.BearerAccess;
import io.github.ocimaven.testing.registry.access.BearerSettings;
import io.github.ocimaven.testing.registry.access.Users;
import io.github.ocimaven.testing.registry.endpoint.BlobEndpoint;
import io.github.ocimaven.testing.registry.endpoint.Locations;
import io.github.ocimaven.testing.registry.endpoint.ManifestEndpoint;
import io.github.ocimaven.testing.registry.endpoint.Misbehaviour;
import io.github.ocimaven.testing.registry.endpoint.ReferrersEndpoint;
import io.github.ocimaven.testing.registry.endpoint.RegistrySettings;
import io.github.ocimaven.testing.registry.endpoint.TagsEndpoint;
import io.github.ocimaven.testing.registry.endpoint.UploadEndpoint;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.Quirk;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import io.github.ocimaven.testing.registry.exchange.RequestLog;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import io.github.ocimaven.testing.tls.TestCertificates;
import io.github.ocimaven.testing.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Configures an {@link EmbeddedRegistry}. Without options it speaks plain HTTP, needs no
 * authentication, sends absolute Locations and supports the referrers API.
 */
public final class EmbeddedRegistryBuilder {

  private final List<Users.User> users = new ArrayList<>();
  private Optional<HttpsConfigurator> tls = Optional.empty();
  private boolean bearer;
  private boolean absoluteLocations = true;
  private boolean referrers = true;
  private Predicate<String> tags = tag -> false;
  private int mostNamed = Integer.MAX_VALUE;
  private BearerSettings tokens = BearerSettings.DEFAULT;
  private boolean anonymousPull;
  private boolean discarding;
  private final List<Quirk> quirks = new ArrayList<>();

  EmbeddedRegistryBuilder() {}

  /** Adds the quirks of a real registry. */
  public EmbeddedRegistryBuilder like(RealRegistry registry) {
    registry.configure(this);
    return this;
  }

  /** Refuses to move a tag, with the message of a real registry. */
  public EmbeddedRegistryBuilder immutableTags(RealRegistry registry) {
    return quirk(registry.immutableTags());
  }

  /**
   * Refuses all longer bodies with a web page, as Cloudflare does with more than 100 MB in front of
   * a self-hosted registry (https://github.com/cloudflare/serverless-registry/issues/67).
   */
  public EmbeddedRegistryBuilder bodyLimit(long bytes) {
    return quirk(
        Quirks.refuse(
            request -> Quirks.isLongerThan(bytes, request),
            Answer.html(
                413, "<html><center><h1>413 Request Entity Too Large</h1></center></html>")));
  }

  /** Checks the digest of each blob that is uploaded, and drops its content. */
  public EmbeddedRegistryBuilder discardBlobs() {
    discarding = true;
    return this;
  }

  EmbeddedRegistryBuilder quirk(Quirk quirk) {
    quirks.add(quirk);
    return this;
  }

  /** Expires all tokens at the first request with a method. */
  EmbeddedRegistryBuilder tokensExpireAt(String method) {
    tokens = tokens.withExpiryAt(method);
    return this;
  }

  /** Adds a user who may push, and demands Basic credentials in each request. */
  public EmbeddedRegistryBuilder basicAuth(String user, String password) {
    return user(user, password, false);
  }

  /** Adds a user who may push, and demands tokens, which {@code /token} issues for credentials. */
  public EmbeddedRegistryBuilder bearerAuth(String user, String password) {
    bearer = true;
    return user(user, password, false);
  }

  /** Adds a user who may only pull; with no {@link #bearerAuth}, Basic credentials are demanded. */
  public EmbeddedRegistryBuilder readOnlyUser(String user, String password) {
    return user(user, password, true);
  }

  /** How long tokens are valid; less than a second is announced as one. */
  public EmbeddedRegistryBuilder tokenLifetime(Duration lifetime) {
    tokens = tokens.withLifetime(lifetime);
    return this;
  }

  /** Announces a URL other than {@code /token} for its token service, which it is itself. */
  public EmbeddedRegistryBuilder tokenService(String url) {
    tokens = tokens.withService(URI.create(url));
    return this;
  }

  /** Also issues tokens that may push for an OAuth2 refresh token in a POST. */
  public EmbeddedRegistryBuilder identityToken(String refreshToken) {
    bearer = true;
    tokens = tokens.withRefreshToken(refreshToken);
    return this;
  }

  /** Accepts a token that no token service has issued and that never expires. */
  public EmbeddedRegistryBuilder registryToken(String token) {
    bearer = true;
    tokens = tokens.withFixedToken(token);
    return this;
  }

  /** Responds with {@code access_token} only, without an expiry. */
  public EmbeddedRegistryBuilder terseTokens() {
    tokens = tokens.withTerseAnswers();
    return this;
  }

  /** Sends other challenges before the one that counts, which has an unusual but valid form. */
  public EmbeddedRegistryBuilder oddChallenges() {
    tokens = tokens.withOddChallenges();
    return this;
  }

  /** Demands no credentials for reads. */
  public EmbeddedRegistryBuilder anonymousPull() {
    anonymousPull = true;
    return this;
  }

  /** Speaks HTTPS only. The caller closes the certificates. */
  public EmbeddedRegistryBuilder tls(TestCertificates certificates) {
    tls = Optional.of(new HttpsConfigurator(certificates.serverContext()));
    return this;
  }

  /** Speaks HTTPS only, with this certificate. */
  public EmbeddedRegistryBuilder tls(TlsIdentity identity) {
    tls = Optional.of(new HttpsConfigurator(identity.serverContext(Optional.empty())));
    return this;
  }

  /**
   * Speaks HTTPS only, and demands client certificates.
   *
   * @param identity the server certificate
   * @param clients the CA that must have issued them
   * @param protocol the version of TLS that it speaks: {@code TLSv1.2} or {@code TLSv1.3}
   */
  public EmbeddedRegistryBuilder tls(
      TlsIdentity identity, CertificateAuthority clients, String protocol) {
    return tls(
        identity,
        clients,
        tls -> {
          tls.setProtocols(new String[] {protocol});
          tls.setNeedClientAuth(true);
        });
  }

  /**
   * Speaks HTTPS only, and asks for client certificates without insisting on one.
   *
   * @param identity the server certificate
   * @param clients the CA that must have issued them
   */
  public EmbeddedRegistryBuilder tlsWithOptionalClients(
      TlsIdentity identity, CertificateAuthority clients) {
    return tls(identity, clients, tls -> tls.setWantClientAuth(true));
  }

  private EmbeddedRegistryBuilder tls(
      TlsIdentity identity, CertificateAuthority clients, Consumer<SSLParameters> settings) {
    SSLContext context = identity.serverContext(Optional.of(clients.certificate()));
    tls =
        Optional.of(
            new HttpsConfigurator(context) {
              @Override
              public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                settings.accept(tls);
                parameters.setSSLParameters(tls);
              }
            });
    return this;
  }

  /** Sends Locations with the scheme and host of the request. */
  public EmbeddedRegistryBuilder absoluteLocations() {
    absoluteLocations = true;
    return this;
  }

  /** Sends Locations that begin with the path. */
  public EmbeddedRegistryBuilder relativeLocations() {
    absoluteLocations = false;
    return this;
  }

  /**
   * Does not support the referrers API, like a registry of spec 1.0: 404, and no OCI-Subject
   * header.
   */
  public EmbeddedRegistryBuilder withoutReferrers() {
    referrers = false;
    return this;
  }

  /**
   * Sets the tags in the query of a manifest that is put by its digest, and names them in one
   * header {@code OCI-Tag}, like zot 2.1.20 and olareg (v0.2.2+16).
   */
  public EmbeddedRegistryBuilder severalTags() {
    return severalTags(tag -> true);
  }

  /** Sets only some of the tags in such a query, and names those, as the spec allows. */
  public EmbeddedRegistryBuilder severalTags(Predicate<String> set) {
    tags = set;
    return this;
  }

  /** Sends a header {@code OCI-Tag} for each tag, as the spec allows, too. */
  public EmbeddedRegistryBuilder tagHeaders() {
    return quirk(Quirks.splitHeader("OCI-Tag"));
  }

  /**
   * Names only some of the content that it lacks when it refuses a manifest: one blob at a time, or
   * none, like Gitea 1.27.3 (404, BLOB_UNKNOWN without a digest).
   */
  public EmbeddedRegistryBuilder namesOfLacking(int most) {
    mostNamed = most;
    return this;
  }

  /**
   * Claims to have every blob when it is asked or told to mount it, like a registry whose content
   * was deleted, or zot 2.1.20, which responds so to HEAD if any of its repositories has the blob.
   */
  public EmbeddedRegistryBuilder claimsAllBlobs() {
    return quirk(Quirks.claimBlobs());
  }

  /** Refuses manifests with Docker's media types, like zot 2.1.20 without {@code compat}. */
  public EmbeddedRegistryBuilder refusesDockerTypes() {
    return quirk(
        Quirks.refuse(
            request ->
                request.method().equals("PUT")
                    && request.path().contains("/manifests/")
                    && request.header("Content-Type").orElse("").contains("vnd.docker"),
            Answer.error(415, "MANIFEST_INVALID", "manifest invalid")));
  }

  /** Starts the registry. */
  public EmbeddedRegistry start() throws IOException {
    String scheme = tls.isPresent() ? "https" : "http";
    RegistrySettings settings =
        new RegistrySettings(new Locations(absoluteLocations), referrers, tags, mostNamed);
    RegistryStore store = new RegistryStore(discarding);
    RequestLog log = new RequestLog();
    Misbehaviour misbehaviour = new Misbehaviour();
    BearerAccess bearerAccess = new BearerAccess(new Users(users), tokens);
    AccessControl access = bearer ? bearerAccess : withoutTokens();
    RegistryHandler handler =
        new RegistryHandler(
            scheme,
            log::add,
            misbehaviour,
            anonymousPull ? access.forPushes() : access,
            endpoints(store, settings, misbehaviour, quirks));
    LoopbackServer server = LoopbackServer.start(tls, handler);
    return new EmbeddedRegistry(server, scheme, store, log, misbehaviour, bearerAccess);
  }

  private EmbeddedRegistryBuilder user(String name, String password, boolean readOnly) {
    users.add(new Users.User(name, password, readOnly));
    return this;
  }

  private AccessControl withoutTokens() {
    return users.isEmpty() ? (exchange, needed) -> {} : new BasicAccess(new Users(users));
  }

  private static Map<String, Endpoint> endpoints(
      RegistryStore store,
      RegistrySettings settings,
      Misbehaviour misbehaviour,
      List<Quirk> quirks) {
    Map<String, Endpoint> endpoints =
        new HashMap<>(
            Map.of(
                "blobs", new BlobEndpoint(store),
                "blobs/uploads", new UploadEndpoint(store, settings.locations()),
                "manifests", new ManifestEndpoint(store, settings, misbehaviour),
                "tags", new TagsEndpoint(store),
                "referrers", new ReferrersEndpoint(store, settings)));
    endpoints.replaceAll(
        (kind, endpoint) -> new QuirkyEndpoint(endpoint, List.copyOf(quirks), store));
    return Map.copyOf(endpoints);
  }
}
