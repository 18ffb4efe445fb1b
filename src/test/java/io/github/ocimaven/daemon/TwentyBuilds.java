package io.github.ocimaven.daemon;

import java.util.List;
import org.codehaus.plexus.classworlds.ClassWorld;

/** Builds again and again, and compares what the first and the last builds have left behind. */
final class TwentyBuilds {

  private static final int BUILDS = 20;

  /** The first builds load classes, and start threads that are the JVM's or Maven's. */
  private static final int WARM_UP = 4;

  private final PluginRealms realms;

  /**
   * Prepares to build.
   *
   * @param world a Maven's class loaders
   */
  TwentyBuilds(ClassWorld world) {
    this.realms = PluginRealms.of(world);
  }

  /** Builds once. */
  @FunctionalInterface
  interface Build {

    /** Returns whether it succeeded. */
    boolean run() throws Exception;
  }

  /**
   * Builds twenty times.
   *
   * @throws IllegalStateException if a build fails, or leaves something behind
   */
  void run(Build build) throws Exception {
    Leftovers first = after(WARM_UP, build);
    Leftovers last = after(BUILDS - WARM_UP, build);
    List<String> complaints = last.complaints(first);
    require(complaints.isEmpty(), String.join("; ", complaints));
    require(realms.made() > 0, "The plugin was not watched");
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
