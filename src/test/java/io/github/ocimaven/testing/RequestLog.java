package io.github.ocimaven.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The requests that a registry has answered. */
final class RequestLog {

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

  void add(RecordedRequest request) {
    requests.add(request);
  }

  List<RecordedRequest> snapshot() {
    return List.copyOf(requests);
  }

  void clear() {
    requests.clear();
  }
}
