import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (basic, bearer) = [context.basic, context.bearer]

  assert [basic, bearer].every { it.repositories().isEmpty() }
  build.failedWith(
      "${basic.hostAndPort()}/acme/app: the registry refused the credentials from the parameters"
          + " username and password (401",
      "); check the user name and password; an access token must not have expired, and must allow writing",
      "${bearer.hostAndPort()}/acme/app: the token service ${bearer.url()}/token?",
      " gave no token: it responded with 401: UNAUTHORIZED, authentication required; the credentials"
          + " came from the parameters username and password; check them")
  build.neverSaid('wr0ng')
}
return true
