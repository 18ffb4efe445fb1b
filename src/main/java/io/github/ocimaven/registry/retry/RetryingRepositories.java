package io.github.ocimaven.registry.retry;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.FullRepository;
import io.github.ocimaven.registry.FullRepositoryOpener;

/** Opens repositories whose operations are tried again where that may help. */
public final class RetryingRepositories implements FullRepositoryOpener {

  private final FullRepositoryOpener registries;
  private final RetrySettings settings;
  private final int parallelism;
  private final RetryListener listener;
  private final RetryBudget budget;
  private final RegistryLimits limits;

  /**
   * Makes an opener for the destinations of one push, which share their limits with nobody.
   *
   * @param registries opens the repositories
   * @param settings how often and how patiently to try
   * @param parallelism how many operations may be in flight at once, while the registry can cope
   * @param listener is told of retries
   */
  public RetryingRepositories(
      FullRepositoryOpener registries,
      RetrySettings settings,
      int parallelism,
      RetryListener listener) {
    this(registries, settings, parallelism, listener, new RegistryLimits());
  }

  /**
   * Makes an opener for the destinations of one push.
   *
   * @param registries opens the repositories
   * @param settings how often and how patiently to try
   * @param parallelism how many operations may be in flight at once, while the registry can cope
   * @param listener is told of retries
   * @param limits how many operations may be in flight with each registry
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
    // Opening may ask nobody: its success does not mean that somebody is there.
    FullRepository opened = retrying(target).run(attempts -> registries.open(target));
    return new RetryingRepository(opened, retrying(target));
  }

  private Retrying retrying(Target target) {
    AdaptiveLimit limit = limits.of(target.registry(), parallelism);
    return new Retrying(settings, budget, limit, listener);
  }
}
