package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user with a separate home, whose files are searched, and the events of the search. */
final class Searcher implements CredentialListener {

  /** Part of every secret: no message and no {@code toString} may contain it. */
  static final String SECRET = "s3cret";

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Credentials> answers = new HashMap<>();
  private final Map<String, HelperException> failures = new HashMap<>();

  final List<String> tried = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> asked = new ArrayList<>();

  Searcher(Path home) {
    this.home = home;
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** Writes a file below the home folder; quotes may be single. */
  Searcher write(String name, String json) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.writeString(file(name), json.replace('\'', '"'));
    return this;
  }

  Searcher set(String variable, Object value) {
    variables.put(variable, value.toString());
    return this;
  }

  /** Makes a helper respond with a login. */
  Searcher helper(String program, String server, String username) {
    answers.put(
        program + " " + server, new Credentials.Login(username, SECRET, "replaced by the origin"));
    return this;
  }

  Searcher helperFails(String program, HelperException failure) {
    failures.put(program, failure);
    return this;
  }

  UserEnvironment user() {
    return new UserEnvironment(variables, home, Optional.of(home.resolve("run")));
  }

  /** Searches the files. */
  Credentials find(String registry, String repository) {
    return find(AuthFiles.sources(user(), this::ask), registry, repository);
  }

  Credentials find(List<CredentialSource> sources, String registry, String repository) {
    return new CredentialChain(sources, this)
        .find(new Target(registry, repository, List.of("1.0")));
  }

  Optional<Credentials> ask(String program, String server, String origin) throws HelperException {
    asked.add(program + " " + server);
    HelperException failure = failures.get(program);
    if (failure != null) {
      throw failure;
    }
    return Optional.ofNullable(answers.get(program + " " + server))
        .map(Credentials.Login.class::cast)
        .map(login -> new Credentials.Login(login.username(), login.password(), origin));
  }

  @Override
  public void tried(Target target, String place, String why) {
    tried.add(place + ": " + why);
  }

  @Override
  public void warning(Target target, String message) {
    warnings.add(message);
  }

  /** Returns an {@code auth} with the secret. */
  static String auth(String username) {
    return base64(username + ":" + SECRET);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Credentials login(String username, String origin) {
    return new Credentials.Login(username, SECRET, origin);
  }
}
