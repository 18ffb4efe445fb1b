import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.manifest('acme/app', '1.0').get().bytes() == context.image.manifestBytes()
  build.said(":push (push-image) @ push-bound-to-deploy", "Image target/oci-image: ")
}
return true
