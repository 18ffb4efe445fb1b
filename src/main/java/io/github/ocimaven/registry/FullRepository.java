package io.github.ocimaven.registry;

/**
 * A repository in all its roles, which are opened and closed together. What needs one of the roles
 * only should ask for that one.
 */
public interface FullRepository extends Repository, RepositoryReader, ReferrerRepository {}
