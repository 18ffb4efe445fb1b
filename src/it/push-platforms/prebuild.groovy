import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
context.index = TestImages.index(build.path('target/oci'), 'linux/amd64', 'linux/arm64/v8')
context.registry = build.start('registry')
return true
