package io.github.ocimaven.daemon;

import java.util.List;
import org.codehaus.plexus.classworlds.ClassWorld;

/**
 * Builds again and again, and compares the leftovers after the first builds and after the last one.
 */
final class TwentyBuilds {

  private static final int BUILDS = 20;

  /** The first builds load classes, and start threads of the JVM and of Maven. */
  private static final int WARM_UP = 4;

  private final PluginRealms realms;

  /** Watches the class loaders of a Maven from now on. */
  TwentyBuilds(ClassWorld world) {
    this.realms = PluginRealms.of(world);
  }

  /** One build. */
  @FunctionalInterface
  interface Build {

    /** Builds, and returns whether that succeeded. */
    boolean run() throws Exception;
  }

  /**
   * Builds twenty times.
   *
   * @throws IllegalStateException if a build fails or leaves something behind
   */
  void run(Build build) throws Exception {
    Leftovers first = after(WARM_UP, build);
    Leftovers last = after(BUILDS - WARM_UP, build);
    List<String> complaints = last.complaints(first);
    require(complaints.isEmpty(), String.join("; ", complaints));
    require(realms.made() > 0, "No class loader of the plugin was seen");
    System.out.println(
        BUILDS
            + " builds made "
            + realms.made()
            + " class loaders of the plugin, disposed of "
            + realms.disposed()
            + ", and left "
            + last);
  }

  private Leftovers after(int builds, Build build) throws Exception {
    for (int i = 0; i < builds; i++) {
      require(build.run(), "A build failed");
    }
    return Leftovers.settled(realms);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
