package io.github.ocimaven.bench;

/** A library that pushes, in whichever process it is called. */
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

  /** The way that jib-core offers to push an image that exists. */
  JIB_TAR {
    @Override
    void push(PushOrder order) throws Exception {
      JibTarEngine.push(order);
    }
  };

  abstract void push(PushOrder order) throws Exception;
}
