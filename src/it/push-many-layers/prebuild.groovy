import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
def image = build.layout('target/oci')
500.times { image.randomLayer(256 * 1024, it) }
context.image = image.write()
context.registry = build.start('registry')
return true
