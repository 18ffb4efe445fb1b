import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  // Earlier lines are about the settings, and those on remote repositories about this machine.
  def lines = build.log().replaceAll(/\u001b\[[0-9;]*m/, '').readLines()
      .dropWhile { !it.contains('Scanning for projects...') }
  def warnings = lines.findAll { it.startsWith('[WARNING]') && !it.contains('/.meta/prefixes') }

  assert context.registry.tags('acme/app') == ['1.0']
  assert lines
  assert warnings == []
  // Warnings of a JDK look different.
  assert lines.findAll { it =~ /(?i)warning:|deprecat/ && it =~ /ocimaven|oci-maven-plugin/ } == []
}
return true
