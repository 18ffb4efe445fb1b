import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TarBuilder
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
context.image = build.layout('layout').layer('one').write()
build.path('target').toFile().mkdirs()
def tar = TestImages.tar(context.image.directory(), build.path('layout.tar'))
build.path('target/image.tar.gz').toFile().bytes = TarBuilder.gzip(tar.toFile().bytes)
context.registry = build.start('registry')
return true
