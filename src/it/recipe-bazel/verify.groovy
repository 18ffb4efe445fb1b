import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext
import org.assertj.core.api.Assertions

InvokerContext.of(basedir, context).withCloseable { build ->
  def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
  try {
    shell.run(build.path('publish.sh').toFile().text, '-e')
    assert context.registry.manifest('app', '1.0.0').get().digest() == context.image.manifestDigest()

    // Links are not followed, so the recipe copies their targets.
    Assertions.assertThatThrownBy { shell.run('mvn -B -ntp oci:push -Doci.source=bazel-bin/image') }
        .isInstanceOf(AssertionError)
    build.said('a symbolic link; expected a file or folder')
  } finally {
    shell.run('chmod -R u+w bazel-out') // So that the next build can delete it.
  }
}
return true
