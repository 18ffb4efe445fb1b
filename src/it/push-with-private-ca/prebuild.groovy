import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tls.TestCertificates
import java.nio.file.Files

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def certificates = build.closeLater(TestCertificates.create())
Files.copy(certificates.certificatePem(), build.path('ca.pem'))
context.registry = build.start('registry', EmbeddedRegistry.builder().tls(certificates))
return true
