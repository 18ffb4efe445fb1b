package io.github.ocimaven.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.plan.PushPlan;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.registry.InMemoryRepository;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.validate.Validator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the outcome of a push. The image is pushed whole, or refused with a {@link PushException}
 * and without a tag. Nothing outside of the image is read, only compressed layers stay in the work
 * folder, no file stays open, and no text of the image breaks out of its line in a message.
 */
final class Oracle {

  private static final String TAG = "1.0";
  private static final Target TARGET = new Target("localhost", "app", List.of(TAG));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern KEPT = Pattern.compile("layers/[0-9a-f]{64}\\.(tar\\.gz|digest)");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");
  private static final int MAX_MESSAGE = 150_000;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final Surroundings surroundings;

  Oracle(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Pushes an image.
   *
   * @return the class of the failure, or {@code pushed}
   * @throws AssertionError if the outcome is not allowed
   */
  String judge(Input input) throws IOException {
    InMemoryRepository registry = new InMemoryRepository();
    boolean valid = isValid(input);
    String outcome;
    try {
      requirePushed(push(input, registry), registry, input);
      outcome = "pushed";
    } catch (PushException e) {
      requireRefused(e, registry);
      outcome = e.getClass().getSimpleName();
      if (valid && e instanceof InvalidImageException invalid && isForBoth(invalid)) {
        throw new AssertionError("validation accepted an image that a push refuses", e);
      }
    }
    requireNothingOfTheSecret(registry);
    requireCleanWorkFolder();
    requireNoOpenFile();
    return outcome;
  }

  /**
   * Returns whether validation must find the error, too. A layout may lack a manifest that a push
   * needs, or have it under a digest that a push does not support.
   */
  private static boolean isForBoth(InvalidImageException e) {
    return e.findings().stream()
        .filter(Finding::isError)
        .anyMatch(error -> !error.rule().equals("L7") && !error.rule().equals("D10"));
  }

  /** Returns whether validation accepts the same request; it must find every error of a push. */
  private static boolean isValid(Input input) {
    try {
      return Validator.validate(input.request(), SourceListener.NONE).isValid();
    } catch (PushException e) {
      return false;
    }
  }

  private static PushResult push(Input input, InMemoryRepository registry) {
    PushListener listener =
        new PushListener() {
          @Override
          public void planned(PushPlan plan) {
            plan.warnings().forEach(warning -> requireOneLine(warning.toString()));
            plan.notes().forEach(Oracle::requireOneLine);
          }
        };
    return new Pusher(target -> registry, listener)
        .push(
            new PushRequest(
                input.request(),
                input.includeNondistributable(),
                List.of(TARGET),
                input.request().options().limit().most(),
                false))
        .get(0);
  }

  private static void requirePushed(PushResult result, InMemoryRepository registry, Input input)
      throws IOException {
    Manifest root =
        registry
            .stored(TAG)
            .orElseThrow(() -> new AssertionError("the push succeeded without a tag"));
    requireEqual(Digests.sha256(root.bytes()), result.digest().toString(), "the root's digest");
    requireWhole(root, registry, input);
    for (String call : registry.calls("putBlob")) {
      requireBlob(registry, call.split(" ", -1)[1]);
    }
  }

  /** Requires all references of a manifest, which are read without the plugin's code. */
  private static void requireWhole(Manifest manifest, InMemoryRepository registry, Input input)
      throws IOException {
    JsonNode document = MAPPER.readTree(manifest.bytes());
    List<JsonNode> children = new ArrayList<>();
    if (manifest.mediaType().isIndex()) {
      document.path("manifests").forEach(children::add);
    } else {
      children.add(document.path("config"));
      document.path("layers").forEach(children::add);
    }
    for (JsonNode child : children) {
      String digest = child.path("digest").asText();
      MediaType type = new MediaType(child.path("mediaType").asText());
      if (manifest.mediaType().isIndex() && (type.isIndex() || type.isManifest())) {
        Manifest stored =
            registry
                .stored(digest)
                .orElseThrow(() -> new AssertionError("the manifest " + digest + " is missing"));
        requireEqual(Digests.sha256(stored.bytes()), digest, "a manifest's digest");
        requireWhole(stored, registry, input);
      } else if (!type.isNondistributable() || input.includeNondistributable()) {
        long size = requireBlob(registry, digest);
        requireEqual(size, child.path("size").longValue(), "the size of " + digest);
      }
    }
  }

  private static long requireBlob(InMemoryRepository registry, String digest) {
    byte[] blob =
        registry
            .blob(Digest.parse(digest))
            .orElseThrow(() -> new AssertionError("no blob has the digest " + digest));
    requireEqual(Digests.sha256(blob), digest, "a blob's digest");
    return blob.length;
  }

  private static void requireRefused(PushException e, InMemoryRepository registry) {
    if (registry.stored(TAG).isPresent()) {
      throw new AssertionError("the push failed after it moved a tag", e);
    }
    String message = e.getMessage();
    require(message != null && !message.isBlank(), "a failure without a message", e);
    requireOneLine(message);
    require(message.length() <= MAX_MESSAGE, "a message of " + message.length() + " characters", e);
    if (e instanceof InvalidImageException invalid) {
      require(
          invalid.findings().stream().anyMatch(Finding::isError), "no error among the findings", e);
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    require(!Secret.isIn(trace.toString()), "the secret is in a message", e);
  }

  private static void requireOneLine(String text) {
    if (CONTROL.matcher(text).find()) {
      throw new AssertionError("control characters: " + CONTROL.matcher(text).replaceAll("<$0>"));
    }
  }

  private void requireNothingOfTheSecret(InMemoryRepository registry) throws IOException {
    for (String call : registry.calls()) {
      String subject = call.split(" ", -1).length > 1 ? call.split(" ", -1)[1] : "";
      if (call.startsWith("putBlob ")) {
        registry
            .blob(Digest.parse(subject))
            .ifPresent(blob -> require(!Secret.isIn(blob), "the secret was sent", null));
      } else if (call.startsWith("putManifest ")) {
        registry
            .stored(subject)
            .ifPresent(sent -> require(!Secret.isIn(sent.bytes()), "the secret was sent", null));
      }
    }
  }

  private void requireCleanWorkFolder() throws IOException {
    Path work = surroundings.work();
    if (Files.notExists(work)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(work)) {
      for (Path file :
          walk.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        String name = work.relativize(file).toString();
        require(KEPT.matcher(name).matches(), "left in the work folder: " + name, null);
        require(!Secret.isIn(Files.readAllBytes(file)), "the secret is in " + name, null);
      }
    }
  }

  /** Only files of the image and the work folder count: a JVM opens its own at any time. */
  private void requireNoOpenFile() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return; // only Linux lists them
    }
    Path surrounding = surroundings.run().getParent();
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      for (Path descriptor : open.toList()) {
        Path file = target(descriptor);
        require(!file.startsWith(surrounding), "still open: " + file, null);
      }
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      return descriptor; // the descriptor of the listing itself, which is closed by now
    }
  }

  private static void requireEqual(Object actual, Object expected, String what) {
    require(actual.equals(expected), what + " is " + actual + ", not " + expected, null);
  }

  private static void require(boolean condition, String failure, @Nullable Throwable cause) {
    if (!condition) {
      throw new AssertionError(failure, cause);
    }
  }
}
