import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tool.NamedRegistries

def build = InvokerContext.of(basedir, context)
context.registries = build.closeLater(NamedRegistries.start())
context.registry = context.registries.start(EmbeddedRegistry.builder(), 'registry.acme.example')
return true
