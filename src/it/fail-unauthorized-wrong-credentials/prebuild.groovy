import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
context.basic = build.start('basic', EmbeddedRegistry.builder().basicAuth('ci', 'right'))
context.bearer = build.start('bearer', EmbeddedRegistry.builder().bearerAuth('ci', 'right'))
build.property('registry.password', 'wr0ng')
return true
