import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
context.index = TestImages.nestedIndex(build.path('target/oci'))
context.registry = build.start('registry')
return true
