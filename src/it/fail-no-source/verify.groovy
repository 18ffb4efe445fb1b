import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "Cannot find an image: there is no target/oci and no target/image and no"
          + " target/oci-image and no target/jib-image.tar; build the image before this goal runs, or"
          + " set 'source' (-Doci.source=…) to the OCI image layout",
      "Cannot find an image: there is no target/layout; ")
}
return true
