package io.github.ocimaven.testing.registry.exchange;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests that a registry has responded to. */
public final class RequestLog {

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

  public void add(RecordedRequest request) {
    requests.add(request);
  }

  public List<RecordedRequest> snapshot() {
    return List.copyOf(requests);
  }

  public void clear() {
    requests.clear();
  }
}
