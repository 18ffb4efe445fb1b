package io.github.ocimaven.registry;

/**
 * A repository in all its roles, which are opened and closed together. Code that needs only one
 * role should depend on that role.
 */
public interface FullRepository extends Repository, RepositoryReader, ReferrerRepository {}
