import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "<server> 'stale' in settings.xml can't be used: its password can't be decrypted; check the master",
      "settings.xml has no <server> 'absent' with username and password; add it, or correct serverId",
      "<server> 'half' in settings.xml has a username but no password; set both")
  build.neverSaid('SXW617jeGvMHjaYwp7')
}
return true
