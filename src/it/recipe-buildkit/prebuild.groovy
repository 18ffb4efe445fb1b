import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.BuildKit
import io.github.ocimaven.testing.Digests
import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tool.NamedRegistries
import io.github.ocimaven.testing.image.TestImages
import java.nio.file.Files

def build = InvokerContext.of(basedir, context)
context.registries = build.closeLater(NamedRegistries.start())
context.registry = context.registries.start(EmbeddedRegistry.builder(), 'registry.acme.example')
context.buildKit = BuildKit.startIfPossible().orElse(null)
if (context.buildKit) {
  build.closeLater(context.buildKit)
  return true
}

// In the form of BuildKit 0.34: the layout's only entry is an index of the image and its attestations.
def layout = build.path('layout')
TestImages.layout(layout).layer('one').write()
TestImages.layout(layout).platform('unknown', 'unknown')
    .rawLayer('application/vnd.in-toto+json', '{"_type":"https://in-toto.io/Statement/v0.1"}'.bytes).write()
def file = layout.resolve('index.json').toFile()
def index = new JsonSlurper().parse(file)
index.manifests[1].annotations = [
  'vnd.docker.reference.digest': index.manifests[0].digest,
  'vnd.docker.reference.type': 'attestation-manifest'
]
def inner = JsonOutput.toJson(index).bytes
def digest = Digests.sha256(inner)
Files.write(layout.resolve("blobs/${digest.replace(':', '/')}"), inner)
file.text = JsonOutput.toJson(index + [
  manifests: [[mediaType: 'application/vnd.oci.image.index.v1+json', digest: digest, size: inner.length]]])
TestImages.tar(layout, build.path('image.tar'))

build.path('bin').toFile().mkdirs()
build.path('bin/buildctl').toFile().text = """\
#!/bin/sh
# Stands for BuildKit, which this machine does not have.
cp image.tar target/image.tar
"""
println 'BuildKit is not here, or may not work here: an archive of the shape that it writes stands for its own'
return true
