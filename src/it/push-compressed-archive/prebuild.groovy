import io.github.ocimaven.testing.InvokerContext
import io.github.ocimaven.testing.TarBuilder
import io.github.ocimaven.testing.TestImages

def build = InvokerContext.of(basedir, context)
context.image = build.layout('layout').layer('one').write()
build.path('target').toFile().mkdirs()
def tar = TestImages.tar(context.image.directory(), build.path('layout.tar'))
build.path('target/image.tar.gz').toFile().bytes = TarBuilder.gzip(tar.toFile().bytes)
context.registry = build.start('registry')
return true
