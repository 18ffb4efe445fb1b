import io.github.ocimaven.testing.EmbeddedRegistry
import io.github.ocimaven.testing.InvokerContext
import io.github.ocimaven.testing.TestCertificates
import java.nio.file.Files

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def certificates = build.closeLater(TestCertificates.create())
Files.copy(certificates.certificatePem(), build.path('ca.pem'))
context.registry = build.start('registry', EmbeddedRegistry.builder().tls(certificates))
return true
