import io.github.ocimaven.daemon.MavenLoop
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def versions = build.log().replaceAll(/\u001b\[[0-9;]*m/, '')
  def path = { label -> new File((versions =~ /(?m)$label: (\S.*)$/)[0][1]).toPath() }

  assert MavenLoop.run(path('runtime'), path('Maven home'), basedir.toPath(), [
      '-B', '-ntp', '-s', '../interpolated-settings.xml', "-Dmaven.repo.local=$localRepositoryPath",
      "-Dregistry=${context.registry.hostAndPort()}", '-Doci.username=ci', '-Doci.password=pa55word',
      'oci:validate', 'oci:push']*.toString()) : build.path('loop.log').toFile().readLines().last()
  assert context.registry.repositories().size() == 1 + 20
}
return true
