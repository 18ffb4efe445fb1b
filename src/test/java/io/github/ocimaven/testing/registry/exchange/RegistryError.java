package io.github.ocimaven.testing.registry.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;
import java.util.Collection;

/** Ends the handling of a request with a response in the error format of the distribution spec. */
public final class RegistryError extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  public RegistryError(Answer answer) {
    super(answer.body());
    this.answer = answer;
  }

  public RegistryError(int status, String code, String message) {
    this(Answer.error(status, code, message));
  }

  /** One error per digest, each with the digest as its detail, as in the spec's example. */
  public static RegistryError unknownReferences(Collection<String> digests) {
    ObjectNode document = Json.object();
    for (String digest : digests) {
      ObjectNode error = Json.error("MANIFEST_BLOB_UNKNOWN", "blob unknown to registry");
      error.putObject("detail").put("digest", digest);
      document.withArray("errors").add(error);
    }
    return new RegistryError(Answer.json(400, Json.write(document)));
  }

  public Answer answer() {
    return answer;
  }
}
