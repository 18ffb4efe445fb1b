package io.github.ocimaven.registry.jib.auth;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A registry, or where it sent us, answered 401 or 403, and no other authorization would do. */
public final class AccessException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What the request was for, as a scope would call it. */
  enum Action {
    /** Reads. */
    PULL("pull from"),
    /** Writes. */
    PUSH("push to");

    private final String words;

    Action(String words) {
      this.words = words;
    }

    /** Returns the verb and its preposition. */
    @Override
    public String toString() {
      return words;
    }

    static Action of(String method) {
      return method.equals("GET") || method.equals("HEAD") ? PULL : PUSH;
    }
  }

  private final transient ResponseException answer;
  private final Action action;
  private final @Nullable String sentScheme;
  private final @Nullable String elsewhere;

  /**
   * Keeps the facts.
   *
   * @param answer the answer
   * @param method the request's HTTP method
   * @param sent what was sent along, or null
   * @param elsewhere the {@code SCHEME://HOST[:PORT]} that answered, or null for the registry
   */
  AccessException(
      ResponseException answer,
      String method,
      @Nullable Authorization sent,
      @Nullable String elsewhere) {
    super("access refused with " + answer.getStatusCode(), answer);
    this.answer = answer;
    this.action = Action.of(method);
    this.sentScheme = sent == null ? null : sent.getScheme();
    this.elsewhere = elsewhere;
  }

  public int status() {
    return answer.getStatusCode();
  }

  /** Tells whether it is the registry, and whom we are is not in question. */
  public boolean isForbidden() {
    return status() == HttpStatusCodes.STATUS_CODE_FORBIDDEN && elsewhere == null;
  }

  public Action action() {
    return action;
  }

  public boolean sentBasic() {
    return "Basic".equals(sentScheme);
  }

  public boolean sentToken() {
    return "Bearer".equals(sentScheme);
  }

  /** Returns who answered where it was not the registry, or null. */
  public @Nullable String elsewhere() {
    return elsewhere;
  }

  public List<Challenge> challenges() {
    return Challenge.of(answer);
  }
}
