import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def digest = context.image.manifestDigest()
  assert new File(basedir, 'consumer/target/dependency/app-1.0-image.digest').text == digest
  assert new File(basedir, 'target/repository/com/example/app/1.0/app-1.0-image.digest').text == digest
}
return true
