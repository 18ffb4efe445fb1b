package io.github.ocimaven.registry.jib;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.credentials.AuthFiles;
import io.github.ocimaven.registry.credentials.CredentialHelpers;
import io.github.ocimaven.registry.credentials.CredentialSource;
import io.github.ocimaven.registry.credentials.HelperPrograms;
import io.github.ocimaven.registry.credentials.WellKnownHelpers;
import java.util.List;
import java.util.stream.Stream;

/** The credentials that tools have stored for a user, for pushes without configured credentials. */
public final class StoredCredentials {

  private StoredCredentials() {}

  /**
   * Returns the sources in lookup order: docker's and podman's files, then the helpers of cloud
   * providers, then Google's application default credentials.
   */
  public static List<CredentialSource> sources(UserEnvironment user) {
    CredentialHelpers helpers = new HelperPrograms(user);
    return Stream.concat(
            AuthFiles.sources(user, helpers).stream(),
            Stream.of(new WellKnownHelpers(helpers), new GoogleDefaultCredentials()))
        .toList();
  }
}
