import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "Cannot read pom.xml as an image: it is not a tar, plain or compressed with gzip or zstd; write an OCI image layout or a docker-save archive (",
      "Cannot push docker-save.tar: the image is not valid, 1 error;",
      "S1 manifest.json: an empty array; expected an array of images")
}
return true
