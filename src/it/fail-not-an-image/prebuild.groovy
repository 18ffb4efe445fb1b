import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
build.path('docker-save').toFile().mkdirs()
build.path('docker-save/manifest.json').toFile().text = '[]'
TestImages.tar(build.path('docker-save'), build.path('docker-save.tar'))
context.registry = build.start('registry')
return true
