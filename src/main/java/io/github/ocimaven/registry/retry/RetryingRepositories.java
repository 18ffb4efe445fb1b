package io.github.ocimaven.registry.retry;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.FullRepositoryOpener;

/** Opens repositories whose operations are tried again if that may help. */
public final class RetryingRepositories implements FullRepositoryOpener {

  private final FullRepositoryOpener registries;
  private final RetrySettings settings;
  private final int parallelism;
  private final RetryListener listener;
  private final RetryBudget budget;
  private final RegistryLimits limits;

  /**
   * Creates an opener for the destinations of one push, with limits of its own.
   *
   * @param parallelism the maximum number of operations in flight without overload
   */
  public RetryingRepositories(
      FullRepositoryOpener registries,
      RetrySettings settings,
      int parallelism,
      RetryListener listener) {
    this(registries, settings, parallelism, listener, new RegistryLimits());
  }

  /**
   * Creates an opener for the destinations of one push.
   *
   * @param parallelism the maximum number of operations in flight without overload
   * @param limits the limits per registry, which may be shared with other pushes
   */
  public RetryingRepositories(
      FullRepositoryOpener registries,
      RetrySettings settings,
      int parallelism,
      RetryListener listener,
      RegistryLimits limits) {
    this.limits = limits;
    this.registries = registries;
    this.settings = settings;
    this.parallelism = parallelism;
    this.listener = listener;
    this.budget = new RetryBudget(settings.budget());
  }

  @Override
  public FullRepository open(Target target) {
    // Opening may send no request, so its success does not prove that the registry is reachable.
    FullRepository opened = retrying(target).run(attempts -> registries.open(target));
    return new RetryingRepository(opened, retrying(target));
  }

  private Retrying retrying(Target target) {
    AdaptiveLimit limit = limits.of(target.registry(), parallelism);
    return new Retrying(settings, budget, limit, listener);
  }
}
