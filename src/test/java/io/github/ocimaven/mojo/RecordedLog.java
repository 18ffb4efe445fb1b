package io.github.ocimaven.mojo;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A log whose lines a test reads: {@code DEBUG} or {@code WARN}, and the message. */
public final class RecordedLog extends SystemStreamLog {

  private final List<String> lines = new ArrayList<>();

  public List<String> lines() {
    return lines;
  }

  @Override
  public void debug(CharSequence content) {
    lines.add("DEBUG " + content);
  }

  @Override
  public void warn(CharSequence content) {
    lines.add("WARN " + content);
  }
}
