import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').layer('two').write()
assert context.image.blobFile(context.image.blobDigests()[1]).toFile().delete()
context.registry = build.start('registry')
return true
