package io.github.ocimaven.mojo.settings;

import io.github.ocimaven.model.DockerHub;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.settings.SettingsPasswords.UnusableException;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialException;
import io.github.ocimaven.registry.credentials.CredentialListener;
import io.github.ocimaven.registry.credentials.CredentialSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** User names and passwords of the servers in settings.xml. */
public final class ServerCredentials implements CredentialSource {

  private final Settings settings;
  private final SettingsPasswords passwords;
  private final @Nullable String serverId;

  /**
   * Creates a source.
   *
   * @param serverId the id of the server to use, or null to find it by the registry's name
   */
  public ServerCredentials(
      Settings settings, SettingsPasswords passwords, @Nullable String serverId) {
    this.settings = settings;
    this.passwords = passwords;
    this.serverId = serverId == null || serverId.isBlank() ? null : serverId.strip();
  }

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    for (String id : serverId == null ? ids(target) : List.of(serverId)) {
      Server server = settings.getServer(id);
      if (server != null && !(isEmpty(server.getUsername()) && isEmpty(server.getPassword()))) {
        return Optional.of(login(target, server));
      }
    }
    if (serverId != null) {
      throw new CredentialException(
          target,
          "settings.xml has no <server> '" + serverId + "' with username and password",
          "add it, or correct serverId (-Doci.serverId=…)",
          null);
    }
    listener.tried(target, "settings.xml", "no <server> " + String.join(", ", ids(target)));
    return Optional.empty();
  }

  /**
   * The ids to look for, the most specific first: the registry with the repository, its parents,
   * and the registry itself.
   */
  private static List<String> ids(Target target) {
    List<String> ids = new ArrayList<>();
    for (String id = target.name(); ; id = id.substring(0, id.lastIndexOf('/'))) {
      ids.add(id);
      if (id.indexOf('/') < 0) {
        break;
      }
    }
    ids.add(target.registry().replaceFirst(":[0-9]+$", ""));
    if (DockerHub.is(target.registry())) {
      ids.addAll(DockerHub.NAMES);
    }
    return ids.stream().distinct().toList();
  }

  private Credentials login(Target target, Server server) {
    String place = "<server> '" + server.getId() + "' in settings.xml";
    try {
      String username = SettingsPasswords.text("username", server.getUsername());
      String password = passwords.of(server);
      if (username.isEmpty() != password.isEmpty()) {
        throw new CredentialException(
            target,
            place
                + " has "
                + (username.isEmpty()
                    ? "a password but no username"
                    : "a username but no password"),
            "set both",
            null);
      }
      return new Credentials.Login(username, password, place);
    } catch (UnusableException e) {
      throw new CredentialException(
          target, place + " can't be used: " + e.reason(), e.remedy(), null);
    }
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
