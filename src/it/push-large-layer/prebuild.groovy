import io.github.ocimaven.testing.EmbeddedRegistry
import io.github.ocimaven.testing.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').sparseLayer(5L << 30).write()
context.registry = build.start('registry', EmbeddedRegistry.builder().discardBlobs())
return true
