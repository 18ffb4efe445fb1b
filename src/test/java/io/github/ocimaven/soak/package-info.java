/**
 * Pushes for a long time to a registry that is killed and restarted, over a link that breaks: a few
 * seconds in every build, an hour with {@code mvn -Psoak verify}. {@link
 * io.github.ocimaven.soak.TagLedger} and {@link io.github.ocimaven.soak.StoredImages} define what
 * must hold afterwards.
 */
package io.github.ocimaven.soak;
