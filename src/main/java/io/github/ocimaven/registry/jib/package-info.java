/**
 * The adapter: repositories of registries, reached with jib-core. This package is its face: {@code
 * JibRepositories} opens a {@code JibRepository} with a {@code JibRepositoryFactory}. What
 * repositories share is in {@code RegistryConnections}: a {@code SharedRegistry} for each {@code
 * RegistryKey}; {@code SchemeProbe} finds out whether it speaks TLS. {@code RepositoryManifests}
 * reads and puts manifests; {@code ReferrerList} lists what refers to one; {@code TagList} tells
 * whether a tag exists that must not be read; {@code StoredCredentials} lists where credentials are
 * found without being configured.
 *
 * <p>The rooms behind it, each of which uses only those below:
 *
 * <ul>
 *   <li>{@code upload}: {@code RepositoryBlobs} uploads each blob as one {@code BlobBody} or
 *       several, in {@code UploadSession}s, and {@code ReceivedRange} tells how far they got;
 *       {@code MonolithicUploads} knows what fits one request, {@code BodyLimit} what is too large
 *       for it.
 *   <li>{@code download}: {@code BlobDownload} is one response with a blob or its rest, {@code
 *       RemoteBlob} the content that opens it.
 *   <li>{@code failure}: {@code Failures} turns what was thrown into the port's exception, with the
 *       help of {@code AccessFailures} (401 and 403), {@code ManifestFailures}, {@code
 *       ProxyFailures} and {@code TlsFailures}; {@code TransientFailures} tells what may pass.
 *   <li>{@code auth}: {@code RegistryHttp} sends each request with the authorization that belongs
 *       to it, and follows redirects; {@code Authenticator} responds to a {@code Challenge}, or to
 *       an {@code AuthScheme} before it is challenged, with a {@code Token} that {@code
 *       TokenService} fetches by a {@code TokenRequest}.
 *   <li>{@code http}: {@code Wire} sends a {@code WireRequest} once and logs it.
 *   <li>{@code connection}: {@code PooledTransport} takes connections from a {@code
 *       ConnectionPool}; {@code Routes} decides which way they take, {@code AddressGuard} where
 *       they may lead at all, {@code ProxyExec} whether a proxy responded instead of the registry,
 *       {@code TlsSockets} how TLS is set up; {@code InFlight} ends what hangs or is no longer
 *       wanted.
 * </ul>
 */
@NullMarked
package io.github.ocimaven.registry.jib;

import org.jspecify.annotations.NullMarked;
