import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  assert registry.tags('acme/inherits') as Set == ['1.0'] as Set
  assert registry.tags('staging/inherits') as Set == ['1.0', 'candidate'] as Set
  assert registry.tags('other/name') as Set == ['1.0', 'latest', 'candidate'] as Set
  assert registry.tags('acme/reactor-inherited').isEmpty()

  def skipping = '[INFO] Skipping: a project of packaging pom needs no image, and there is no target/images/app'
  assert build.log().count(skipping) == 4 : 'two goals of the parent in two builds'
  build.failedWith('Cannot find an image: there is no target/images/app',
      'on the command line the goal runs for reactor-inherited alone',
      'troubleshooting.html#source-not-found')
}
return true
