import io.github.ocimaven.testing.image.DockerArchiveBuilder
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.windows = DockerArchiveBuilder.layerTar('windows')
context.image = build.layout('target/oci')
    .foreignLayer('application/vnd.oci.image.layer.nondistributable.v1.tar', context.windows,
        'https://example.com/windows')
    .layer('app').write()
context.registry = build.start('registry')
return true
