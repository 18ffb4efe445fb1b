import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  // There is no project whose version could be the tag.
  assert context.registry.tags('acme/app') == ['latest']
  assert context.registry.manifest('acme/app', 'latest').get().bytes() == context.image.manifestBytes()
  assert build.path('target/oci-push/image.digest').toFile().text == context.image.manifestDigest()
  build.said("Image layout: ")
}
return true
