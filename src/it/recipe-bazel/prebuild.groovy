import io.github.ocimaven.testing.EmbeddedRegistry
import io.github.ocimaven.testing.InvokerContext
import io.github.ocimaven.testing.NamedRegistries

def build = InvokerContext.of(basedir, context)
context.image = build.layout('layout').layer('one').write()
context.registries = build.closeLater(NamedRegistries.start())
context.registry = context.registries.start(EmbeddedRegistry.builder(), 'registry.acme.example')
return true
