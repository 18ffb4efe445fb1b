import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tool.NamedRegistries
import io.github.ocimaven.testing.registry.RealRegistry

def build = InvokerContext.of(basedir, context)
// The image has already been built.
context.image = build.layout('target/oci').layer('one').write()
context.registries = build.closeLater(NamedRegistries.start())
context.secret = 's3cret-of-the-job'
context.registry = context.registries.start(EmbeddedRegistry.builder().like(RealRegistry.GHCR)
    .bearerAuth('acme-dev', context.secret)
    .tokenService('https://ghcr.io/token'), 'ghcr.io')
return true
