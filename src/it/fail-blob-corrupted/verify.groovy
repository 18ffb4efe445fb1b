import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def digest = context.image.blobDigests()[1]

  assert context.registry.tags('acme/app') == []
  assert context.registry.blob('acme/app', digest).empty
  build.failedWith(
      "Cannot send blob ",
      "but its descriptor says $digest with ",
      " bytes; the tag was not moved, build the image again")
}
return true
