import com.github.luben.zstd.Zstd
import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tls.TestCertificates
import io.github.ocimaven.testing.image.TestImages
import java.nio.file.Files

// Uses as much as a build can: a native library, TLS, a login.
def build = InvokerContext.of(basedir, context)
def tar = build.path('image.tar')
TestImages.dockerArchive(tar).layer('one').layer('two').write()
build.path('target/tmp').toFile().mkdirs()
build.path('target/image.tar.zst').toFile().bytes = Zstd.compress(tar.toFile().bytes)
def certificates = build.closeLater(TestCertificates.create())
Files.copy(certificates.certificatePem(), build.path('ca.pem'))
context.registry = build.start('registry',
    EmbeddedRegistry.builder().tls(certificates).basicAuth('ci', 'pa55word'))
build.property('oci.username', 'ci')
build.property('oci.password', 'pa55word')
return true
