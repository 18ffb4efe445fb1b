import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
build.layout('layout').layer('unstable').refName('nightly').write()
context.image = build.layout('layout').layer('stable').refName('stable').write()
TestImages.tar(build.path('layout'), build.path('image.tar'))
context.registry = build.start('registry')
return true
