package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Transience;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one repository. They are uploaded by POST, PATCH and PUT; an upload that breaks is
 * remembered, and goes on the next time where the registry can do that.
 *
 * <p>Jib's {@code RegistryClient} is not used for it: it sends a blob whole, in one body, and again
 * into the same upload (https://github.com/GoogleContainerTools/jib/issues/4301).
 */
final class RepositoryBlobs {

  private final RegistryHttp http;
  private final String repository;
  private final BodyLimit whole = new BodyLimit();
  private final BodyLimit parts = new BodyLimit();
  private final Map<Digest, UploadSession> unfinished = new ConcurrentHashMap<>();
  private final Set<Digest> tried = ConcurrentHashMap.newKeySet();
  private final Queue<UploadSession> abandoned = new ConcurrentLinkedQueue<>();

  /**
   * Knows no blob yet.
   *
   * @param http sends the requests
   * @param repository the repository's name
   */
  RepositoryBlobs(RegistryHttp http, String repository) {
    this.http = http;
    this.repository = repository;
  }

  /**
   * Asks whether a blob is there.
   *
   * @throws IOException if nobody knows
   */
  boolean has(Digest digest) throws IOException {
    WireRequest request = WireRequest.of("HEAD", http.url(repository + "/blobs/" + digest));
    try (Response answer = http.send(request)) {
      ErrorAnswer.requireNoWebPage(answer);
      return true;
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return false;
      }
      throw e;
    } catch (AccessException e) {
      if (e.isForbidden()) {
        return false; // to upload it does no harm, and says whether that is denied as well
      }
      throw e;
    }
  }

  /**
   * Puts a blob there, as {@link io.github.ocimaven.registry.Registry#putBlob} says. Where it
   * failed before, it goes on from there.
   *
   * @return whether it was mounted
   * @throws IOException if it is not there, or if nobody knows, which the next call finds out
   */
  boolean put(Descriptor blob, Content content, @Nullable String from, LongConsumer sent)
      throws IOException {
    Digest digest = blob.digest();
    UploadSession broken = unfinished.get(digest);
    if (broken != null && resume(broken, blob, content, sent)) {
      return false;
    }
    // It may have been committed, and the answer lost.
    if (tried.contains(digest) && has(digest)) {
      sent.accept(blob.size());
      return false;
    }
    // What follows a refused mount is of no use with some registries, so it is not asked for again
    // (zot: https://github.com/project-zot/zot/issues/573).
    Optional<UploadSession> session = begin(digest, tried.contains(digest) ? null : from);
    if (session.isEmpty()) {
      return true;
    }
    tried.add(digest);
    unfinished.put(digest, session.get());
    finish(session.get(), BlobBody.rest(blob, content, 0, sent));
    return false;
  }

  /**
   * Goes on with a broken upload. The registry may still be busy with what arrived before it broke,
   * so that it is further on by now than it said.
   *
   * @return false if there must be another upload
   * @throws UploadLostException if there must be another one, after bytes were sent
   */
  private boolean resume(UploadSession broken, Descriptor blob, Content content, LongConsumer sent)
      throws IOException {
    boolean known = broken.resume();
    while (known && broken.received() <= blob.size()) {
      long received = broken.received();
      try {
        finish(broken, BlobBody.rest(blob, content, received, sent));
        return true;
      } catch (UploadLostException e) {
        known = broken.resume() && broken.received() > received;
        if (!known) {
          abandon(blob.digest(), broken);
          throw e;
        }
      }
    }
    abandon(blob.digest(), broken);
    return false;
  }

  private void abandon(Digest digest, UploadSession broken) {
    unfinished.remove(digest);
    abandoned.add(broken);
  }

  private Optional<UploadSession> begin(Digest digest, @Nullable String from) throws IOException {
    String uploads = repository + "/blobs/uploads/";
    if (from != null) {
      String source = URLEncoder.encode(from, StandardCharsets.UTF_8);
      try {
        return UploadSession.begin(http, uploads + "?mount=" + digest + "&from=" + source);
      } catch (ResponseException | AccessException | TokenException e) {
        // Whatever it has against the mount, it may take the blob: Harbor answers 401 to a mount
        // from a project that the user may not read, and Docker Hub's token service to a scope on
        // somebody else's repository. One that has too much to do refuses nothing.
        Transience when = Transients.of(e);
        if (when != null && when.kind() == Transience.Kind.OVERLOADED) {
          throw e;
        }
      }
    }
    return UploadSession.begin(http, uploads);
  }

  private void finish(UploadSession session, BlobBody all) throws IOException {
    BlobBody rest = all;
    while (rest.length() > 0) {
      rest = send(session, rest).next();
    }
    Digest digest = all.blob().digest();
    Optional<String> named = session.commit(digest);
    if (named.isPresent() && !named.get().equals(digest.toString())) {
      throw new BadAnswerException(
          "it took the blob and calls it " + ErrorAnswer.shorten(named.get()));
    }
    unfinished.remove(digest);
  }

  /**
   * Sends as much as the registry takes at once. GHCR takes any body but a part, which it refuses
   * with 416 above 4 MiB (https://github.com/oras-project/rust-oci-client/issues/35).
   *
   * @return what was sent
   */
  private BlobBody send(UploadSession session, BlobBody rest) throws IOException {
    while (true) {
      BodyLimit limit = rest.isWhole() && whole.most() >= rest.length() ? whole : parts;
      BlobBody part = rest.atMost(Math.max(limit.most(), session.leastPart()));
      try {
        session.send(part);
        return part;
      } catch (ResponseException | ElsewhereException e) {
        ResponseException answer = Causes.find(e, ResponseException.class);
        boolean exceeded = answer != null && BodyLimit.isExceeded(answer);
        boolean isLeast = part.length() <= session.leastPart();
        if (!exceeded || isLeast || !parts.lower(part.length())) {
          throw e;
        }
        boolean unused = limit.lower(part.length());
      }
    }
  }

  /** Returns the uploads that the registry still waits for. */
  List<UploadSession> open() {
    List<UploadSession> open = new ArrayList<>(abandoned);
    open.addAll(unfinished.values());
    return open;
  }
}
