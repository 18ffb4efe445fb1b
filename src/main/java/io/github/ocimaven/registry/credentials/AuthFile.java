package io.github.ocimaven.registry.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One docker or podman auth file.
 *
 * @param path the file, which need not exist
 * @param name the file name for messages
 * @param helpers runs the helpers that the file names
 */
record AuthFile(Path path, String name, CredentialHelpers helpers) implements CredentialSource {

  /** Ample: a file with a hundred logins takes 20 KiB. */
  static final int MAX_BYTES = 1024 * 1024;

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      listener.tried(target, name, "no such file");
      return Optional.empty();
    } catch (IOException e) {
      if (e instanceof AccessDeniedException && !Files.exists(path)) {
        // The folder belongs to another user (/run/containers to root), so this user has not logged
        // in there.
        listener.tried(target, name, IoFailure.explain(e));
        return Optional.empty();
      }
      throw unusable(target, "can't be read, " + IoFailure.explain(e), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw unusable(target, "is larger than 1 MiB, which is too large for a file of logins", null);
    }
    return new AuthFileContent(name, parse(target, bytes), helpers).find(target, listener);
  }

  /** Drops the parser's exception, since it may quote the file. */
  private JsonNode parse(Target target, byte[] bytes) {
    JsonNode root;
    try {
      root = JsonTree.read(JsonTree.JSON.createParser(bytes));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw unusable(
          target,
          "is not valid JSON"
              + (at == null
                  ? ""
                  : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"),
          null);
    } catch (IOException e) {
      throw unusable(target, "is not valid JSON", null);
    }
    if (!root.isObject() && !root.isMissingNode()) {
      throw unusable(target, "is not a JSON object", null);
    }
    return root;
  }

  private CredentialException unusable(Target target, String what, @Nullable Throwable cause) {
    return new CredentialException(
        target, name + " " + what, "fix it, or delete it and log in again", cause);
  }
}
