import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
def image = build.layout('target/oci').layer('one').layer('two').write()
def blob = { image.blobFile(image.blobDigests()[it]).toFile() }
build.path('target/oci/oci-layout').toFile().text = '{"imageLayoutVersion": "2.0.0"}'
build.path('target/oci/blobs/sha256/left over').toFile().text = 'no blob'
// Two errors in two places of one file.
def index = build.path('target/oci/index.json').toFile()
index.text = index.text
    .replace('"schemaVersion":2', '"schemaVersion":3')
    .replace('"architecture":"amd64"', '"architecture":64')
// The same size, but other bytes.
def bytes = blob(0).bytes
bytes[1] = (byte) ' '
blob(0).bytes = bytes
blob(1).delete()
context.image = image
context.registry = build.start('registry')
return true
