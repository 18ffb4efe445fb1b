import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def said = build.log().replaceAll(/\u001b\[[0-9;]*m/, '').readLines()
      .findAll { !it.isBlank() && !(it ==~ /(Running|Finished) (pre|post)-build script: .*/) }

  assert context.registry.tags('acme/app') == ['1.0']
  assert said.every { it.startsWith('[ERROR]') }
  assert said[0].contains('Cannot find an image: there is no nowhere;')
}
return true
