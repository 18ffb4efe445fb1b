package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.registry.EmbeddedRegistryBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What the hook scripts of an integration test (a folder of {@code src/it}) share: prebuild.groovy
 * prepares the build, verify.groovy checks its outcome and closes the context.
 */
public final class InvokerContext implements AutoCloseable {

  /** What {@link CiShell} writes; the invoker itself still writes to build.log meanwhile. */
  static final String COMMANDS_LOG = "commands.log";

  private static final String KEY = InvokerContext.class.getSimpleName();

  private final Path basedir;
  private final Map<String, Object> context;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  private InvokerContext(Path basedir, Map<String, Object> context) {
    this.basedir = basedir;
    this.context = context;
    // verify.groovy does not run after a build with an unexpected outcome.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "invoker-context"));
  }

  /**
   * Returns the context of a test.
   *
   * @param basedir the variable {@code basedir} of the scripts
   * @param context the variable {@code context} of the scripts, which lives as long as the test
   */
  public static InvokerContext of(File basedir, Map<String, Object> context) {
    return (InvokerContext)
        context.computeIfAbsent(KEY, key -> new InvokerContext(basedir.toPath(), context));
  }

  /** A file or folder of the test. */
  public Path path(String relative) {
    return basedir.resolve(relative);
  }

  /** Describes an image that is written into a folder of the test. */
  public ImageBuilder layout(String relative) {
    return TestImages.layout(path(relative));
  }

  /** Starts a registry without authentication; the build gets its address as a property. */
  public EmbeddedRegistry start(String property) throws IOException {
    return start(property, EmbeddedRegistry.builder());
  }

  /** Starts a registry; the build gets its address as a property. */
  public EmbeddedRegistry start(String property, EmbeddedRegistryBuilder builder)
      throws IOException {
    EmbeddedRegistry registry = closeLater(builder.start());
    property(property, registry.hostAndPort());
    return registry;
  }

  /** Sets a property of the build, as -D would. */
  @SuppressWarnings("unchecked") // the invoker provides a map of strings
  public void property(String name, String value) {
    ((Map<String, String>) context.get("userProperties")).put(name, value);
  }

  /** Closes something when the test ends. */
  public <T extends AutoCloseable> T closeLater(T resource) {
    resources.push(resource);
    return resource;
  }

  /** The log of the build, or of all its invocations, and of what {@link CiShell} has run. */
  public String log() throws IOException {
    Path commands = path(COMMANDS_LOG);
    return Files.readString(path("build.log"))
        + (Files.exists(commands) ? Files.readString(commands) : "");
  }

  /** Fails unless the log contains each of these texts. */
  public void said(String... texts) throws IOException {
    String log = log();
    for (String text : texts) {
      require(log.contains(text), "does not say: " + text);
    }
  }

  /** Fails if the log contains one of these texts. */
  public void neverSaid(String... texts) throws IOException {
    String log = log();
    for (String text : texts) {
      require(!log.contains(text), "says: " + text);
    }
  }

  /** Fails unless the log contains each of these as an error, and no stack trace. */
  public void failedWith(String... messages) throws IOException {
    said(messages);
    for (String line : log().lines().toList()) {
      require(!line.matches("(\\[.*] )?\\s+at .+\\(.+\\)|.*Caused by: .+"), "has: " + line);
    }
  }

  /** Stops everything that was started, in reverse order. */
  @Override
  public void close() {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(path("build.log") + " " + otherwise);
    }
  }
}
