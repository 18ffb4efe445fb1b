package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The misbehaviour that a test has scripted. */
public final class Misbehaviour {

  private final List<Interceptor> interceptors = new CopyOnWriteArrayList<>();
  private final AtomicBoolean corruptsManifests = new AtomicBoolean();

  public void add(Interceptor interceptor) {
    interceptors.add(interceptor);
  }

  public void corruptManifests() {
    corruptsManifests.set(true);
  }

  public void clear() {
    interceptors.clear();
    corruptsManifests.set(false);
  }

  public Optional<Answer> intercept(RegistryRequest request) {
    return interceptors.stream()
        .flatMap(interceptor -> interceptor.intercept(request).stream())
        .findFirst();
  }

  /** The bytes to store for a manifest; corrupt ones are valid JSON with another digest. */
  byte[] storedInsteadOf(byte[] manifest) {
    if (!corruptsManifests.get()) {
      return manifest;
    }
    byte[] other = Arrays.copyOf(manifest, manifest.length + 1);
    other[manifest.length] = '\n';
    return other;
  }
}
