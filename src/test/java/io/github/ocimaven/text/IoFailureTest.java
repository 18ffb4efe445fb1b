package io.github.ocimaven.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoFailureTest {

  @Test
  void speaksWithoutClassesAndPaths() {
    assertThat(IoFailure.explain(new AccessDeniedException("/a"))).isEqualTo("permission denied");
    assertThat(IoFailure.explain(new NoSuchFileException("/a")))
        .isEqualTo("no such file or folder");
    assertThat(IoFailure.explain(new FileSystemException("/a", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(IoFailure.explain(new EOFException("Unexpected end of ZLIB input stream")))
        .isEqualTo("it ends early");
    assertThat(IoFailure.explain(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(IoFailure.explain(new IOException())).isEqualTo("IOException");
  }
}
