/**
 * The adapter: repositories of registries, accessed with jib-core. This package is its entry point:
 * {@code JibRepositories} opens a {@code JibRepository} with a {@code JibRepositoryFactory}.
 * Repositories share {@code RegistryConnections}, with a {@code SharedRegistry} for each {@code
 * RegistryKey}; {@code SchemeProbe} determines whether it speaks TLS. {@code RepositoryManifests}
 * reads and puts manifests; {@code ReferrerList} lists the referrers of one; {@code TagList} looks
 * up a tag that can't be read; {@code StoredCredentials} lists the sources of credentials that need
 * no configuration.
 *
 * <p>The packages behind it, each of which uses only those below it:
 *
 * <ul>
 *   <li>{@code upload}: {@code RepositoryBlobs} uploads each blob as one {@code BlobBody} or
 *       several, in {@code UploadSession}s, and {@code ReceivedRange} parses their progress; {@code
 *       MonolithicUploads} decides which blobs are sent in one request, {@code BodyLimit} knows
 *       which bodies are too large.
 *   <li>{@code download}: {@code BlobDownload} is one response with a blob or the rest of one,
 *       {@code RemoteBlob} the content that opens it.
 *   <li>{@code failure}: {@code Failures} converts exceptions to those of the port, with the help
 *       of {@code AccessFailures} (401 and 403), {@code ManifestFailures}, {@code ProxyFailures}
 *       and {@code TlsFailures}; {@code TransientFailures} decides which failures may pass.
 *   <li>{@code auth}: {@code RegistryHttp} sends each request with the authorization that belongs
 *       to it, and follows redirects; {@code Authenticator} responds to a {@code Challenge}, or to
 *       an {@code AuthScheme} before it is challenged, with a {@code Token} that {@code
 *       TokenService} fetches by a {@code TokenRequest}.
 *   <li>{@code http}: {@code Wire} sends a {@code WireRequest} once and logs it.
 *   <li>{@code connection}: {@code PooledTransport} takes connections from a {@code
 *       ConnectionPool}; {@code Routes} determines their routes, {@code AddressGuard} the addresses
 *       that are allowed, {@code ProxyExec} whether a proxy responded instead of the registry,
 *       {@code TlsSockets} how TLS is set up; {@code InFlight} aborts requests that hang or are no
 *       longer wanted.
 *   <li>{@code pace}: {@code HostGate} holds back all requests to a host that limits them.
 * </ul>
 */
@NullMarked
package io.github.ocimaven.registry.jib;

import org.jspecify.annotations.NullMarked;
