import io.github.ocimaven.testing.tool.GitRepository
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.image.TestImages

def build = InvokerContext.of(basedir, context)
context.index = TestImages.index(build.path('target/oci'), 'linux/amd64', 'linux/arm64/v8')
context.registry = build.start('registry')
try {
  context.revision = GitRepository.commit(build.path('.'))
} catch (IOException noGit) {
  context.revision = '0123456789abcdef0123456789abcdef01234567'
}
return true
