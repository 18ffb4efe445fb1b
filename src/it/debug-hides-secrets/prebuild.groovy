import io.github.ocimaven.testing.EmbeddedRegistry
import io.github.ocimaven.testing.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
context.basic = build.start('basic', EmbeddedRegistry.builder().basicAuth('ci', 'pa55word'))
context.bearer = build.start('bearer', EmbeddedRegistry.builder().bearerAuth('ci', 'pa55word'))
return true
