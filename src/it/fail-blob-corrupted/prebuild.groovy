import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').layer('two').write()
def layer = context.image.blobFile(context.image.blobDigests()[1]).toFile()
layer.bytes = (layer.bytes as List).reverse() as byte[]
context.registry = build.start('registry')
return true
