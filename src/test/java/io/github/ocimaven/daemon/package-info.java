/**
 * Many builds in one JVM, as in mvnd and IDEs, to count what the plugin leaves behind. All of this
 * runs inside a Maven that {@code src/it/maven-twenty-builds} or {@code src/it/maven-cached-plugin}
 * starts.
 */
package io.github.ocimaven.daemon;
