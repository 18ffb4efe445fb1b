import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def bytes = context.image.blobDigests().sum { context.image.blobFile(it).toFile().length() }

  assert build.path('target/oci-push/validation.json').toFile().getText('UTF-8') == """\
{
  "source" : "target/oci",
  "valid" : true,
  "errors" : 0,
  "warnings" : 0,
  "blobs" : 3,
  "bytes" : $bytes,
  "findings" : [ ]
}
"""
  build.said('(validate-image) @ validate', 'Validated target/oci: 3 blobs (', '), no errors, no warnings, in ')
}
return true
