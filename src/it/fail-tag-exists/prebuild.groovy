import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').write()
context.registry = build.start('registry')
context.before = ['1.0', 'latest'].collectEntries {
  [it, context.registry.putManifest('acme/app', it, 'application/vnd.oci.image.manifest.v1+json', '{}'.bytes)]
}
return true
