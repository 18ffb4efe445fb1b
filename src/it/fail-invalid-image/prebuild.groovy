import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').layer('two').write()
build.path('target/oci/oci-layout').toFile().text = '{}'
build.path('target/oci/blobs/sha256/left over').toFile().text = 'no blob'
context.image.blobFile(context.image.blobDigests()[1]).toFile() << 'more'
context.registry = build.start('registry')
return true
