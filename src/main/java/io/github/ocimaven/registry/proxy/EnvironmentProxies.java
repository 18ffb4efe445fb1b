package io.github.ocimaven.registry.proxy;

import io.github.ocimaven.registry.Loopback;
import io.github.ocimaven.registry.ProxyChooser;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proxies in {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, with the semantics of Go
 * programs such as Docker, Podman and skopeo. The names may be in lower case; if both are set,
 * upper case wins. This machine is never reached through a proxy.
 */
public final class EnvironmentProxies implements ProxySource {

  private final Function<String, @Nullable String> environment;

  /**
   * Creates a source that reads the environment lazily.
   *
   * @param environment returns a variable's value, or null: {@code System::getenv}
   */
  public EnvironmentProxies(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<ProxyChooser> forProtocol(String protocol) {
    NoProxy exceptions = NoProxy.parse(variable("NO_PROXY").map(this::value).orElse(""));
    return variable(protocol.toUpperCase(Locale.ROOT) + "_PROXY")
        .map(
            variable ->
                url ->
                    Loopback.is(url.getHost()) || exceptions.contains(url)
                        ? Optional.empty()
                        : Optional.of(ProxyUrl.parse(variable, value(variable))));
  }

  private Optional<String> variable(String upperCase) {
    return Stream.of(upperCase, upperCase.toLowerCase(Locale.ROOT))
        .filter(name -> !value(name).isEmpty())
        .findFirst();
  }

  private String value(String variable) {
    String value = environment.apply(variable);
    return value == null ? "" : value.strip();
  }
}
