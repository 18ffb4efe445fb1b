#!/bin/sh
# google-http-client 2.2.0 (the HTTP layer of jib-core and of Google's Java clients), measured on 2026-12-01:
#
# An error response whose body can't be decoded, here 403 with "Content-Type: text/plain; charset=unknown-8bit"
# (the name that RFC 1428 registered for text of an unknown charset), makes HttpRequest.execute() throw its
# HttpResponseException as documented, and print the stack trace of another exception to standard error:
#
#   java.nio.charset.UnsupportedCharsetException: unknown-8bit
#           at java.base/java.nio.charset.Charset.forName(Charset.java:…)
#           at com.google.api.client.http.HttpResponse.getContentCharset(HttpResponse.java:…)
#
# No logger and no setting of the client is asked. In a build tool it appears in the middle of the log. A program that
# reads error bodies itself (setThrowExceptionOnExecuteError(false)) does not see it.
#
# Needs a JDK 11 or later and Maven. Fails if the behavior changes.
set -eu
version=2.2.0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.google.http-client</groupId>
      <artifactId>google-http-client</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder/lib"
cat > "$folder/Ask.java" <<'JAVA'
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

public class Ask {
  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "denied".getBytes("US-ASCII");
          exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=" + args[0]);
          exchange.sendResponseHeaders(403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      new NetHttpTransport()
          .createRequestFactory()
          .buildGetRequest(
              new GenericUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
          .execute();
    } catch (HttpResponseException e) {
      System.out.println("thrown: " + e.getStatusCode() + ", content: " + e.getContent());
    } finally {
      server.stop(0);
    }
  }
}
JAVA
for charset in us-ascii unknown-8bit; do
  java -cp "$folder/lib/*" "$folder/Ask.java" "$charset" > "$folder/$charset.out" 2> "$folder/$charset.err"
  echo "charset=$charset: $(cat "$folder/$charset.out")"
  echo "  standard error: $(head -1 "$folder/$charset.err")"
done
grep -q 'thrown: 403, content: denied' "$folder/us-ascii.out"
test ! -s "$folder/us-ascii.err"
grep -q 'thrown: 403, content: null' "$folder/unknown-8bit.out"
grep -q 'UnsupportedCharsetException: unknown-8bit' "$folder/unknown-8bit.err"
grep -q 'at com.google.api.client.http.HttpResponse' "$folder/unknown-8bit.err"
echo "as described"
