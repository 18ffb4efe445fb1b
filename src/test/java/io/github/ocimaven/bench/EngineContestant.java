package io.github.ocimaven.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A library, timed from before the source is opened until the tag is confirmed, in its own JVM. The
 * start of the JVM is not counted: in actual use, it is Maven's.
 */
final class EngineContestant implements Contestant {

  /** The heap of our JVM, too small for a single large layer. Jib's JVM has the default heap. */
  static final String HEAP = "-Xmx64m";

  private static final String NO_TIMEOUT = "-Djib.httpTimeout=120000";

  private final String name;
  private final Role role;
  private final Engine engine;
  private ChildJvm warm;

  EngineContestant(String name, Role role, Engine engine) {
    this.name = name;
    this.role = role;
    this.engine = engine;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public boolean canDo(Work work) {
    return !work.isReactor()
        && switch (engine) {
          case OURS -> true;
          case JIB_CLIENT -> work.areLayouts();
          case JIB_TAR -> !work.areLayouts() || work.image().hasSaved();
        };
  }

  @Override
  public boolean isExact() {
    return engine == Engine.OURS;
  }

  @Override
  public void reset(Work work) throws IOException {
    Folders.delete(
        engine == Engine.OURS
            ? OurEngine.work(work.image())
            : JibTarEngine.cache(work.image().saved()));
  }

  @Override
  public int untimedPushes() {
    return role == Role.OUR_WARM_ENGINE ? 1 : 0;
  }

  @Override
  public Measurement push(Work work, Destination destination) throws IOException {
    PushOrder order = PushOrder.of(work.image(), destination);
    if (role == Role.OUR_WARM_ENGINE) {
      if (warm == null) {
        warm = start(engine, options(destination));
      }
      return push(warm, order);
    }
    try (ChildJvm cold = start(engine, options(destination))) {
      return push(cold, order);
    }
  }

  /** Starts a JVM that pushes. */
  static ChildJvm start(Engine engine, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.add("-D" + PushProcess.ENGINE + "=" + engine);
    return ChildJvm.start(PushProcess.class, all);
  }

  private List<String> options(Destination destination) {
    if (engine == Engine.OURS) {
      return List.of(HEAP);
    }
    List<String> options = new ArrayList<>(Maven.trust(destination));
    options.add(NO_TIMEOUT);
    return options;
  }

  private static Measurement push(ChildJvm jvm, PushOrder order) throws IOException {
    return Measurement.parse(jvm.ask(order.toLine()));
  }

  @Override
  public void close() {
    if (warm != null) {
      warm.close();
      warm = null;
    }
  }
}
