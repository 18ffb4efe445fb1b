import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tls.TestCertificates

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def certificates = build.closeLater(TestCertificates.create())
context.registry = build.start('registry', EmbeddedRegistry.builder().tls(certificates))
return true
