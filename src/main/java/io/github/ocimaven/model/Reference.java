package io.github.ocimaven.model;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A destination: {@code HOST[:PORT]/REPOSITORY[:TAG]} (distribution-spec, "Pulling manifests", for
 * the grammar of repository and tag).
 *
 * <p>Docker Hub's short names are expanded: {@code docker.io/app} becomes {@code
 * docker.io/library/app}.
 *
 * @param registry {@code HOST[:PORT]}, for example {@code ghcr.io} or {@code [::1]:5000}
 * @param repository for example {@code acme/app}
 * @param tag for example {@code 1.0}, or null if there is none
 */
public record Reference(String registry, String repository, @Nullable String tag) {

  private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(" + LABEL + "(\\." + LABEL + ")*|\\[[0-9a-fA-F:.]+])(:(?<port>[0-9]{1,5}))?");
  private static final String PATH_COMPONENT = "[a-z0-9]++((\\.|__|_|-++)[a-z0-9]++)*+";
  private static final Pattern REPOSITORY =
      Pattern.compile(PATH_COMPONENT + "(/" + PATH_COMPONENT + ")*+");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** A description of allowed tags. */
  public static final String TAG_GRAMMAR =
      "at most 128 letters, digits, '.', '_' and '-', and no '.' or '-' at its start";

  /** The maximum length of a tag. */
  public static final int MAX_TAG_LENGTH = 128;

  private static final Pattern NOT_IN_A_TAG = Pattern.compile("[^a-zA-Z0-9._-]");
  private static final int MAX_REPOSITORY_LENGTH = 255;

  /**
   * Checks each part.
   *
   * @throws InvalidReferenceException if a part is not allowed; it names the part and the rule
   */
  public Reference {
    requireRegistry(registry);
    if (DockerHub.is(registry)) {
      registry = DockerHub.NAME;
      repository = repository.contains("/") ? repository : "library/" + repository;
    }
    requireRepository(repository);
    if (tag != null) {
      requireTag(tag);
    }
  }

  /**
   * Parses {@code HOST[:PORT]/REPOSITORY[:TAG]}.
   *
   * @param text for example {@code ghcr.io/acme/app:1.0}
   * @throws InvalidReferenceException if the text is not of that form; it names the invalid part
   */
  public static Reference parse(String text) {
    try {
      return split(text);
    } catch (InvalidReferenceException e) {
      throw e.in(text);
    }
  }

  private static Reference split(String text) {
    if (text.contains("://")) {
      throw new InvalidReferenceException(
          text, "scheme", "an image has no https:// before its host; plain HTTP is 'insecure'");
    }
    if (text.contains("@")) {
      throw new InvalidReferenceException(
          text, "digest", "the digest follows from the image, so a destination has a tag only");
    }
    int slash = text.indexOf('/');
    String registry = slash < 0 ? "" : text.substring(0, slash);
    if (!isHost(registry)) {
      throw new InvalidReferenceException(
          text,
          "registry host",
          "an image starts with HOST[:PORT]/, for Docker Hub docker.io/; "
              + "a host without a dot needs its port");
    }
    String rest = text.substring(slash + 1);
    int colon = rest.indexOf(':');
    return colon < 0
        ? new Reference(registry, rest, null)
        : new Reference(registry, rest.substring(0, colon), rest.substring(colon + 1));
  }

  /**
   * Returns whether the part before the first slash of a name is a host, by Docker's rule.
   *
   * @param first the text before the slash
   */
  static boolean isHost(String first) {
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  private static void requireRegistry(String registry) {
    var matcher = REGISTRY.matcher(registry);
    boolean valid = matcher.matches();
    String port = valid ? matcher.group("port") : null;
    if (!valid || (port != null && !isPort(Integer.parseInt(port))) || !isUrlHost(registry)) {
      throw new InvalidReferenceException(
          registry, "registry host", "a host name or address, and a port from 1 to 65535 if any");
    }
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65535;
  }

  /** Checks IPv6 addresses, whose grammar the URL class knows. */
  private static boolean isUrlHost(String registry) {
    try {
      return !new URL("https://" + registry + "/").getHost().isEmpty();
    } catch (MalformedURLException e) {
      return false;
    }
  }

  private static void requireRepository(String repository) {
    if (repository.length() > MAX_REPOSITORY_LENGTH || !REPOSITORY.matcher(repository).matches()) {
      throw new InvalidReferenceException(
          repository,
          "repository",
          "lower-case letters and digits, separated by '.', '_', '-' or '/', at most "
              + MAX_REPOSITORY_LENGTH
              + " characters");
    }
  }

  /** Returns whether a text may be a tag. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /**
   * Returns a valid tag that resembles a text: {@code _} replaces each character that is not
   * allowed at its place, as in Helm, and a text that is too long is cut.
   *
   * @param text for example {@code 1.0+build.7}; not empty
   * @return for example {@code 1.0_build.7}
   */
  public static String similarTag(String text) {
    String tag = NOT_IN_A_TAG.matcher(text).replaceAll("_");
    String started = tag.startsWith(".") || tag.startsWith("-") ? "_" + tag.substring(1) : tag;
    return started.substring(0, Math.min(started.length(), MAX_TAG_LENGTH));
  }

  /**
   * Checks a tag.
   *
   * @param tag for example {@code 1.0-SNAPSHOT}
   * @return the tag
   * @throws InvalidReferenceException if it is not allowed
   */
  public static String requireTag(String tag) {
    if (!isTag(tag)) {
      String proposal = tag.isEmpty() ? "" : ", for example " + similarTag(tag);
      throw new InvalidReferenceException(tag, "tag", TAG_GRAMMAR + proposal);
    }
    return tag;
  }

  /** Returns {@code HOST[:PORT]/REPOSITORY[:TAG]}. */
  @Override
  public String toString() {
    return registry + "/" + repository + (tag == null ? "" : ":" + tag);
  }
}
