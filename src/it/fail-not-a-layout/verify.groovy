import io.github.ocimaven.testing.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "Cannot read pom.xml as an image: it is no tar; write an OCI image layout (",
      "Cannot read docker-save.tar as an image: it is an archive in docker-save format,")
}
return true
