/**
 * The adapter: repositories of registries, reached with jib-core.
 *
 * <ul>
 *   <li>{@code JibRepositories} opens a {@code JibRepository} by a {@code JibRepositoryFactory}.
 *       What repositories share is in {@code RegistryConnections}: a {@code SharedRegistry} for
 *       each {@code RegistryKey}, with its {@code ConnectionPool}, which is {@code IdleResource}
 *       for a while, and its {@code Authenticators}; {@code SchemeProbe} finds out whether it
 *       speaks TLS.
 *   <li>{@code RepositoryManifests} reads and puts manifests.
 *   <li>{@code RepositoryBlobs} uploads blobs, each as a {@code BlobBody} or several, by {@code
 *       UploadSession}s, of which {@code ReceivedRange} tells how far they got; {@code
 *       MonolithicUploads} knows what goes in one request, {@code BodyLimit} what is too large for
 *       that.
 *   <li>A {@code WireRequest} goes through {@code RegistryHttp} (which authorization, and for whom;
 *       redirects), {@code Wire} (the wire log) and {@code PooledTransport} (connections, with
 *       {@code BufferingExecutor} and {@code StrictResponseParser}); {@code InFlight} ends what
 *       hangs or is no longer wanted.
 *   <li>{@code Routes} decides which way they take: {@code AddressGuard} where to they may go at
 *       all, {@code ProxyExec} whether it was a proxy that answered, {@code TlsSockets} how TLS is
 *       set up.
 *   <li>{@code Authenticator} answers a {@code Challenge}, or a {@code AuthScheme} before it is
 *       made, with a {@code Token} that {@code TokenService} gets by a {@code TokenRequest}.
 *   <li>{@code Failures} turns what is thrown into the port's exception, with the help of {@code
 *       AccessFailures}, {@code ManifestFailures}, {@code ProxyFailures} and {@code TlsFailures};
 *       {@code TransientFailures} tells what may pass, {@code TagList} whether a tag is there that
 *       may not be read.
 *   <li>{@code StoredCredentials} lists where credentials are found without being configured.
 * </ul>
 */
@NullMarked
package io.github.ocimaven.registry.jib;

import org.jspecify.annotations.NullMarked;
