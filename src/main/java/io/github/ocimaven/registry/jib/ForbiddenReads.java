package io.github.ocimaven.registry.jib;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a 403 means where something was to be read. Artifactory answers so for what a virtual
 * repository does not have, if it has a repository behind it that the user may not read
 * (https://github.com/google/go-containerregistry/pull/1691). Where an upload may begin all the
 * same, it means that there is nothing; where not, that the user is denied.
 */
final class ForbiddenReads {

  private static final int FORBIDDEN = 403;

  private final RegistryHttp http;
  private final String uploads;
  private @Nullable Boolean mayPush;

  /**
   * Knows nothing yet.
   *
   * @param http sends the requests
   * @param repository the repository's name
   */
  ForbiddenReads(RegistryHttp http, String repository) {
    this.http = http;
    this.uploads = repository + "/blobs/uploads/";
  }

  /**
   * Tells whether there is nothing to read.
   *
   * @param refusal the answer to an attempt to read
   * @throws IOException if nobody knows
   */
  synchronized boolean meanAbsent(AccessException refusal) throws IOException {
    if (refusal.status() != FORBIDDEN || refusal.elsewhere() != null) {
      return false;
    }
    if (mayPush == null) {
      mayPush = beginsUpload();
    }
    return mayPush;
  }

  private boolean beginsUpload() throws IOException {
    try {
      UploadSession.begin(http, uploads).ifPresent(UploadSession::cancel);
      return true;
    } catch (AccessException e) {
      return false;
    }
  }
}
