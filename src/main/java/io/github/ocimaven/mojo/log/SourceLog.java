package io.github.ocimaven.mojo.log;

import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.text.Units;
import org.apache.maven.plugin.logging.Log;

/** Logs the slow steps that come before an image can be read. */
public class SourceLog implements SourceListener {

  private final Log log;

  public SourceLog(Log log) {
    this.log = log;
  }

  final Log log() {
    return log;
  }

  @Override
  public void decompressing(String source, long bytes) {
    log.info("Decompressing " + source + " (" + Units.bytes(bytes) + ")");
  }

  @Override
  public void compressing(String source, int layers, long bytes) {
    log.info(
        "Compressing "
            + Units.count(layers, "layer")
            + " ("
            + Units.bytes(bytes)
            + ") of "
            + source);
  }

  @Override
  public void saving(String source, String program) {
    log.info("Saving " + source + " with " + program);
  }
}
