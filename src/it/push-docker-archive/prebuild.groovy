import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
build.path('target').toFile().mkdirs()
context.archive = TestImages.dockerArchive(build.path('target/image.tar'))
    .repoTags('acme/one:1').layer('base').layer('one').nextImage()
    .repoTags('acme/two:1').layer('base').layer('two').write()
context.registry = build.start('registry')
return true
