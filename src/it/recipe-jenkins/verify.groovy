import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def pipeline = build.path('Jenkinsfile').toFile().text
  def bound = { (pipeline =~ /$it: '(\w+)'/)[0][1] }
  def (variable, file) = (pipeline =~ /env\.(\w+) = readFile\('([^']+)'\)\.trim\(\)/)[0].drop(1)
  def steps = (pipeline =~ /\bsh '([^']+)'/).collect { it[1] }
  assert steps.size() == 2

  def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
      .variable('GIT_COMMIT', '4f1f3a5d9c0e4f1f3a5d9c0e4f1f3a5d9c0e0001')
  // Jenkins traces the commands that it runs: -x.
  shell.variable(bound('usernameVariable'), 'robot$shop+ci').variable(bound('passwordVariable'), context.secret)
      .run(steps[0], '-xe')
  def digest = context.image.manifestDigest()
  assert context.registry.tags('shop/app') == ['1.0.0', '4f1f3a5d9c0e4f1f3a5d9c0e4f1f3a5d9c0e0001']
  assert context.registry.manifest('shop/app', '1.0.0').get().digest() == digest

  CiShell.of(build, localRepositoryPath).variable(variable, build.path(file).toFile().text.trim()).run(steps[1], '-xe')
  assert build.path('target/kubectl.log').toFile().text ==
      "set image deployment/app app=harbor.acme.example/shop/app@$digest\n"
  build.neverSaid(context.secret, ('robot$shop+ci:' + context.secret).bytes.encodeBase64().toString())
}
return true
