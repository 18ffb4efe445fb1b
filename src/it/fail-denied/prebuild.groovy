import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
context.registry = build.start('registry',
    EmbeddedRegistry.builder().readOnlyUser('reader', 'pa55word'))
build.property('registry.password', 'pa55word')
return true
