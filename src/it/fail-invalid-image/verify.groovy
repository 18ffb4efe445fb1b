import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "Cannot push target/oci: the image is not valid, 3 errors; nothing was sent, build the image"
          + " again or fix the tool that wrote it:",
      "oci-layout", "blobs/sha256/left over", context.image.blobDigests()[1].replace(':', '/'))
}
return true
