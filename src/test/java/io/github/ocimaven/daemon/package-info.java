/**
 * Many builds in one JVM, as mvnd and IDEs run them: what the plugin leaves behind is counted. All
 * of this runs inside a Maven that {@code src/it/maven-twenty-builds} or {@code
 * src/it/maven-cached-plugin} starts.
 */
package io.github.ocimaven.daemon;
