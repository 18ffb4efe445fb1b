package io.github.ocimaven.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.text.ForeignText;
import java.util.Optional;

/**
 * The content of a docker or podman auth file: {@code credHelpers}, the helpers of single
 * registries; {@code credsStore}, the helper of all others; and {@code auths}, the credentials
 * themselves. As in docker, only one helper is asked.
 */
final class AuthFileContent {

  private static final String HELPERS = "credHelpers";
  private static final String STORE = "credsStore";
  private static final String AUTHS = "auths";

  private final String file;
  private final JsonNode root;
  private final CredentialHelpers helpers;

  /**
   * Creates the content of a file.
   *
   * @param file the file name for messages
   * @param root a JSON object, or a missing node
   */
  AuthFileContent(String file, JsonNode root, CredentialHelpers helpers) {
    this.file = file;
    this.root = root;
    this.helpers = helpers;
  }

  /** See {@link CredentialSource#find}. */
  Optional<Credentials> find(Target target, CredentialListener listener) {
    AuthKeys keys = AuthKeys.of(target);
    Optional<Credentials> found =
        fromHelper(target, keys, listener).or(() -> fromEntry(target, keys));
    if (found.isEmpty()) {
      listener.tried(target, file, "no credentials for " + target.registry());
    }
    return found;
  }

  private Optional<Credentials> fromHelper(
      Target target, AuthKeys keys, CredentialListener listener) {
    JsonNode configured = object(target, root, HELPERS);
    Optional<String> key = keys.registryKeys(configured).stream().findFirst();
    if (key.isPresent()) {
      // An empty name excludes the registry from credsStore.
      String helper = text(target, configured, key.get(), HELPERS);
      return helper.isEmpty() ? Optional.empty() : required(target, helper, key.get(), listener);
    }
    String store = text(target, root, STORE, STORE);
    return store.isEmpty() ? Optional.empty() : offered(target, store, keys, listener);
  }

  /** The helper is configured for this very registry, so no other credentials may be used. */
  private Optional<Credentials> required(
      Target target, String helper, String server, CredentialListener listener) {
    String origin = origin(helper, HELPERS);
    try {
      return ask(target, helper, server, origin, listener);
    } catch (HelperException e) {
      throw new CredentialException(
          target, origin + " " + e.getMessage(), remedy(e, target, HELPERS), null);
    }
  }

  /** A store is for all registries, and a desktop application may have configured it. */
  private Optional<Credentials> offered(
      Target target, String helper, AuthKeys keys, CredentialListener listener) {
    String origin = origin(helper, STORE);
    try {
      return ask(target, helper, keys.storeServer(), origin, listener);
    } catch (HelperException e) {
      listener.warning(
          target,
          "No credentials for "
              + target.name()
              + " from "
              + origin
              + ": it "
              + e.getMessage()
              + "; "
              + remedy(e, target, STORE));
      return Optional.empty();
    }
  }

  private Optional<Credentials> ask(
      Target target, String helper, String server, String origin, CredentialListener listener)
      throws HelperException {
    if (!helper.matches("[\\w.+-]+")) {
      throw HelperException.failed("is not a program name");
    }
    Optional<Credentials> answer = helpers.get(program(helper), server, origin);
    if (answer.isEmpty()) {
      listener.tried(target, origin, "it has none for " + ForeignText.printable(server));
    }
    return answer;
  }

  private static String program(String helper) {
    return "docker-credential-" + helper;
  }

  private String origin(String helper, String setting) {
    return ForeignText.printable(program(helper)) + " (" + setting + " of " + file + ")";
  }

  private static String remedy(HelperException failure, Target target, String setting) {
    return failure.remedy("log in to " + target.registry() + " again")
        + ", or remove it from "
        + setting
        + " there";
  }

  private Optional<Credentials> fromEntry(Target target, AuthKeys keys) {
    JsonNode auths = object(target, root, AUTHS);
    return keys.repositoryKeys(auths).stream()
        .map(
            key -> {
              String place = file + ", " + AUTHS + " \"" + ForeignText.printable(key) + "\"";
              return AuthEntry.read(target, auths.path(key), place);
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  private JsonNode object(Target target, JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      throw malformed(target, name, "a JSON object");
    }
    return node;
  }

  private String text(Target target, JsonNode parent, String name, String setting) {
    JsonNode node = parent.path(name);
    if (!node.isTextual() && !node.isMissingNode() && !node.isNull()) {
      throw malformed(target, setting, "the name of a helper");
    }
    return node.asText("");
  }

  private CredentialException malformed(Target target, String setting, String what) {
    return new CredentialException(
        target, setting + " of " + file + " is not " + what, "fix the file", null);
  }
}
