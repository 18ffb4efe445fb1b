package io.github.ocimaven.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.Requests;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.open.ImageSources;
import java.io.IOException;
import java.nio.file.Path;

/** Plans pushes of the layout {@code oci} in a folder. */
final class Plans {

  private Plans() {}

  static PushPlan plan(Path directory) throws IOException {
    return plan(directory, false);
  }

  static PushPlan plan(Path directory, boolean includeNondistributable) throws IOException {
    try (ImageSource source =
        ImageSources.open(Requests.source(directory, "oci", null), SourceListener.NONE)) {
      return Planner.plan(source, includeNondistributable);
    }
  }

  /** Asserts that the layout is rejected for these errors, in this order. */
  static void assertErrors(Path directory, String... rules) {
    assertThatThrownBy(() -> plan(directory))
        .isInstanceOfSatisfying(
            InvalidImageException.class,
            e ->
                assertThat(e.findings())
                    .filteredOn(Finding::isError)
                    .extracting(Finding::rule)
                    .containsExactly(rules));
  }
}
