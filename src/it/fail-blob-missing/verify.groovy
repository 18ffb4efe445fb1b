import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests()*.method().unique().sort() == ['GET', 'HEAD']
  build.failedWith(
      "Cannot push target/oci to ${context.registry.hostAndPort()}/acme/app:1.0: a blob is neither in"
          + " the source nor in the repository; nothing was sent there; build the image again",
      "${context.image.blobDigests()[1]} (application/vnd.oci.image.layer.v1.tar+gzip)")
}
return true
