import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  // The version of the project is the tag otherwise; there is none.
  assert context.registry.tags('acme/app') == ['latest']
  assert context.registry.manifest('acme/app', 'latest').get().bytes() == context.image.manifestBytes()
  assert build.path('target/oci-push/image.digest').toFile().text == context.image.manifestDigest()
  build.said("Image layout: ")
}
return true
