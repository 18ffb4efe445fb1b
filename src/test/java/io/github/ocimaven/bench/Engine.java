package io.github.ocimaven.bench;

/** A library that pushes, in the calling process. */
enum Engine {
  /** Ours. */
  OURS {
    @Override
    void push(PushOrder order) {
      OurEngine.push(order);
    }
  },

  /** The client of jib-core for single requests. */
  JIB_CLIENT {
    @Override
    void push(PushOrder order) throws Exception {
      JibClientEngine.push(order);
    }
  },

  /** The jib-core API for pushing an existing image. */
  JIB_TAR {
    @Override
    void push(PushOrder order) throws Exception {
      JibTarEngine.push(order);
    }
  };

  abstract void push(PushOrder order) throws Exception;
}
