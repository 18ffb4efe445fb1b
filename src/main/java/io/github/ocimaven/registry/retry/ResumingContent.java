package io.github.ocimaven.registry.retry;

import io.github.ocimaven.registry.RemoteContent;
import java.io.InputStream;

/** A blob whose streams are resumed where they break, as often as that may help. */
record ResumingContent(RemoteContent content, Retrying retrying) implements RemoteContent {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public String location() {
    return content.location();
  }

  @Override
  public InputStream openAt(long offset) {
    InputStream opened = retrying.run(attempts -> content.openAt(offset));
    return new ResumingStream(content, offset, opened, retrying);
  }
}
