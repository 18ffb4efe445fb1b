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
 * One file of docker's or podman's.
 *
 * @param path where it is, if it exists
 * @param name its name for messages
 * @param helpers runs the helpers that it names
 */
record AuthFile(Path path, String name, CredentialHelpers helpers) implements CredentialSource {

  /** A file with a hundred logins has 20 KiB. */
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
        // The folder is somebody else's, as /run/containers is root's: nobody has logged in there.
        listener.tried(target, name, IoFailure.explain(e));
        return Optional.empty();
      }
      throw unusable(target, "can't be read, " + IoFailure.explain(e), e);
    }
    if (bytes.length > MAX_BYTES) {
      throw unusable(target, "has more than 1 MiB, which no file of logins has", null);
    }
    return new AuthFileContent(name, parse(target, bytes), helpers).find(target, listener);
  }

  /** An exception of the parser's may quote the file: it goes no further. */
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
      throw unusable(target, "holds no JSON object", null);
    }
    return root;
  }

  private CredentialException unusable(Target target, String what, @Nullable Throwable cause) {
    return new CredentialException(
        target, name + " " + what, "mend it, or delete it and log in again", cause);
  }
}
