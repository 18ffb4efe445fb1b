import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
build.path('target/oci/oci-layout').toFile().text = '{"imageLayoutVersion": "2.0.0"}'
return true
