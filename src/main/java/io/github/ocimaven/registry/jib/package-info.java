/**
 * The adapter: repositories of registries, reached with jib-core.
 *
 * <ul>
 *   <li>{@code JibRegistries} opens a {@code JibRegistry}, whose uploads are {@code Operation}s of
 *       jib's {@code RegistryClient}; {@code SchemeProbe} finds out whether it speaks TLS.
 *   <li>Requests go through {@code RegistryHttp} (which authorization, and for whom), {@code Wire}
 *       (the wire log) and {@code PooledTransport} (connections, with {@code BufferingExecutor} and
 *       {@code SendWatchdog}).
 *   <li>{@code Routes} decides which way they take: {@code AddressGuard} where to they may go at
 *       all, {@code ProxyExec} whether it was a proxy that answered, {@code TlsSockets} how TLS is
 *       set up.
 *   <li>{@code Authenticator} answers a {@code Challenge}, with a {@code Token} that {@code
 *       TokenService} gets by a {@code TokenRequest}.
 *   <li>{@code Failures} turns what is thrown into the port's exception, with the help of {@code
 *       AccessFailures}, {@code ProxyFailures} and {@code TlsFailures}.
 *   <li>{@code StoredCredentials} lists where credentials are found without being configured.
 * </ul>
 */
@NullMarked
package io.github.ocimaven.registry.jib;

import org.jspecify.annotations.NullMarked;
