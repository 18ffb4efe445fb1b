import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
def platforms = (1..20).collect { "linux/arm/v$it" } as String[]
context.index = TestImages.index(build.path('target/oci'), 8 * 1024 * 1024, platforms)
context.registry = build.start('registry')
return true
