package io.github.ocimaven.source;

import io.github.ocimaven.Requests;
import io.github.ocimaven.source.open.ImageSources;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Opens sources below a temporary folder. */
public abstract class ImageSourcesFixture {
  protected @TempDir Path project;

  protected ImageSource open(@Nullable String source, @Nullable String reference) {
    return ImageSources.open(Requests.source(project, source, reference), SourceListener.NONE);
  }

  protected WrittenImage write(String directory) throws IOException {
    return TestImages.layout(project.resolve(directory)).layer("base").layer("app").write();
  }
}
