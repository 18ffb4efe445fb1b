import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext
import org.yaml.snakeyaml.Yaml

InvokerContext.of(basedir, context).withCloseable { build ->
  def job = new Yaml().load(build.path('.github/workflows/publish.yml').toFile().text).jobs.publish
  assert job.permissions.packages == 'write'

  // The values of the expressions; an expression that is missing here is an error.
  def known = ['github.actor': 'acme-dev', 'secrets.GITHUB_TOKEN': context.secret]
  def evaluate = { text ->
    text.replaceAll(/\$\{\{ *([^} ]+) *\}\}/) { all, name -> assert known[name] : name; known[name] }
  }
  job.steps.each { step ->
    if (step.run) {
      def output = build.path("target/output-${step.id}").toFile()
      output.parentFile.mkdirs()
      output.text = ''
      def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
          .variable('GITHUB_ACTIONS', 'true')
          .variable('GITHUB_SHA', '4f1f3a5d9c0e4f1f3a5d9c0e4f1f3a5d9c0e0001')
          .variable('GITHUB_OUTPUT', output.path)
      step.env?.each { name, value -> shell.variable(name, evaluate(value)) }
      shell.run(evaluate(step.run), '-e')
      output.eachLine {
        def (name, value) = it.split('=', 2)
        known["steps.${step.id}.outputs.$name".toString()] = value
      }
    }
  }
  def attested = job.steps.find { it.uses?.startsWith('actions/attest') }.with
  def digest = context.image.manifestDigest()
  assert evaluate(attested['subject-digest']) == digest
  assert context.registry.tags('acme/app') == ['1.0.0', 'sha-4f1f3a5d9c0e4f1f3a5d9c0e4f1f3a5d9c0e0001']
  assert context.registry.manifest('acme/app', '1.0.0').get().digest() == digest
  build.said("Pushed ${attested['subject-name']}:1.0.0@$digest")
  build.neverSaid(context.secret, "acme-dev:$context.secret".bytes.encodeBase64().toString())
}
return true
