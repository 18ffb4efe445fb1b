package io.github.ocimaven.daemon;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.ClassWorldListener;
import org.codehaus.plexus.classworlds.realm.ClassRealm;

/** The class loaders that Maven has created for this plugin. */
final class PluginRealms implements ClassWorldListener {

  private static final String NAME = "plugin>io.github.ocimaven:oci-maven-plugin";

  private final AtomicInteger made = new AtomicInteger();
  private final List<WeakReference<ClassRealm>> disposed = new CopyOnWriteArrayList<>();

  private PluginRealms() {}

  /** Watches a Maven's class loaders from now on. */
  static PluginRealms of(ClassWorld world) {
    PluginRealms watch = new PluginRealms();
    world.addListener(watch);
    return watch;
  }

  /** Returns how many class loaders Maven has created. */
  int made() {
    return made.get();
  }

  /** Returns how many class loaders Maven has disposed of. */
  int disposed() {
    return disposed.size();
  }

  /** Returns how many disposed class loaders are still referenced. */
  int held() {
    return (int) disposed.stream().filter(realm -> !realm.refersTo(null)).count();
  }

  @Override
  public void realmCreated(ClassRealm realm) {
    if (realm.getId().startsWith(NAME)) {
      made.incrementAndGet();
    }
  }

  @Override
  public void realmDisposed(ClassRealm realm) {
    if (realm.getId().startsWith(NAME)) {
      disposed.add(new WeakReference<>(realm));
    }
  }
}
