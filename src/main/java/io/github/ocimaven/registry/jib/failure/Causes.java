package io.github.ocimaven.registry.jib.failure;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks through the causes of an exception. */
public final class Causes {

  /** Chains of causes may be circular. */
  private static final int MAX_DEPTH = 20;

  private Causes() {}

  public static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable found = find(failure, type::isInstance);
    return found == null ? null : type.cast(found);
  }

  public static @Nullable Throwable find(Throwable failure, Predicate<Throwable> test) {
    Throwable current = failure;
    for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
      if (test.test(current)) {
        return current;
      }
      current = current.getCause();
    }
    return null;
  }

  public static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
