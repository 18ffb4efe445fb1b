import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tool.NamedRegistries
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
context.archive = TestImages.dockerArchive(build.path('saved.tar')).repoTags('app:1.0.0').layer('one').write()
context.registries = build.closeLater(NamedRegistries.start())
context.registry = context.registries.start(EmbeddedRegistry.builder(), 'registry.acme.example')
return true
