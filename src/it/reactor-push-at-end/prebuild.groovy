import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.images = [
  single : build.layout('single/target/oci').layer('single').write(),
  app    : build.layout('several/target/app').layer('app').write(),
  sidecar: build.layout('several/target/sidecar').layer('sidecar').write(),
]
build.layout('skipping/target/oci').layer('skipping').write()
build.layout('last/target/oci').layer('last').write()
new File(basedir, 'last/broken').text = 'no image'
context.registry = build.start('registry')
return true
