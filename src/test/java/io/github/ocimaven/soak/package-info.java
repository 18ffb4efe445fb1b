/**
 * Pushes for a long time against a registry that is killed and restarted, over a link that breaks:
 * a few seconds on every build, an hour by {@code mvn -Psoak verify}. What must hold then is in
 * {@link io.github.ocimaven.soak.TagLedger} and {@link io.github.ocimaven.soak.StoredImages}.
 */
package io.github.ocimaven.soak;
