import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  // What is said before is about the settings, and of remote repositories about this machine, too.
  def lines = build.log().replaceAll(/\u001b\[[0-9;]*m/, '').readLines()
      .dropWhile { !it.contains('Scanning for projects...') }
  def warnings = lines.findAll { it.startsWith('[WARNING]') && !it.contains('/.meta/prefixes') }

  assert context.registry.tags('acme/app') == ['1.0']
  assert lines
  assert warnings == []
  // A JDK warns in other ways.
  assert lines.findAll { it =~ /(?i)warning:|deprecat/ && it =~ /ocimaven|oci-maven-plugin/ } == []
}
return true
