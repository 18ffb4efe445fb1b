import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext
import org.yaml.snakeyaml.Yaml

InvokerContext.of(basedir, context).withCloseable { build ->
  def jobs = new Yaml().load(build.path('.gitlab-ci.yml').toFile().text)
  def predefined = [
    GITLAB_CI: 'true',
    CI_PROJECT_DIR: build.path('').toString(),
    CI_COMMIT_SHA: '4f1f3a5d9c0e4f1f3a5d9c0e4f1f3a5d9c0e0001',
    CI_REGISTRY: 'registry.gitlab.com',
    CI_REGISTRY_IMAGE: 'registry.gitlab.com/acme/app',
    CI_REGISTRY_USER: 'gitlab-ci-token',
    CI_REGISTRY_PASSWORD: context.secret
  ]
  def run = { job, variables ->
    def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
    def expand = { text ->
      text.replaceAll(/\$(\w+)/) { all, name -> assert variables[name] : name; variables[name] }
    }
    (variables + (job.variables ?: [:]).collectEntries { name, value -> [name, expand(value)] })
        .each { name, value -> shell.variable(name, value) }
    shell.run(job.script.join('\n'), '-e')
  }
  run(jobs.publish, predefined)
  def digest = context.image.manifestDigest()
  assert context.registry.tags('acme/app') == ['1.0.0', predefined.CI_COMMIT_SHA]
  assert context.registry.manifest('acme/app', '1.0.0').get().digest() == digest

  // The report passes its lines to the jobs that need this one.
  def report = build.path(jobs.publish.artifacts.reports.dotenv).toFile().readLines()
  run(jobs['roll-out'], predefined + report.collectEntries { it.split('=', 2).toList() })
  assert build.path('target/kubectl.log').toFile().text ==
      "set image deployment/app app=registry.gitlab.com/acme/app@$digest\n"
  build.neverSaid(context.secret, "gitlab-ci-token:$context.secret".bytes.encodeBase64().toString())
}
return true
