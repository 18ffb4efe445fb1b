import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').sparseLayer(5L << 30).write()
context.registry = build.start('registry', EmbeddedRegistry.builder().discardBlobs())
return true
