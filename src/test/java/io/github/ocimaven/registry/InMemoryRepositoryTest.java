package io.github.ocimaven.registry;

class InMemoryRepositoryTest extends RoleContract {

  @Override
  protected FullRepository open() {
    return new InMemoryRepository();
  }
}
