package io.github.ocimaven.registry.jib.upload;

import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.auth.TokenException;
import io.github.ocimaven.registry.jib.failure.TransientFailures;
import io.github.ocimaven.registry.jib.failure.UploadLostException;
import io.github.ocimaven.registry.jib.http.BadAnswerException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.registry.jib.http.RedirectedException;
import io.github.ocimaven.registry.jib.http.WireRequest;
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

/**
 * The blobs of one repository. They are uploaded by POST and PUT, or by POST, PATCH and PUT if
 * {@link MonolithicUploads} decides so. A broken upload by PATCH is kept, and resumed on the next
 * attempt if the registry supports that.
 */
public final class RepositoryBlobs {

  /** The maximum size in bytes of a blob that is sent in the PUT that ends its upload. */
  public static final long WHOLE_UP_TO = MonolithicUploads.MOST_BYTES;

  private final RegistryHttp http;
  private final String repository;
  private final MonolithicUploads monolithicUploads;
  private final BodyLimit whole = new BodyLimit();
  private final BodyLimit parts = new BodyLimit();
  private final Map<Digest, UploadSession> unfinished = new ConcurrentHashMap<>();

  /** Uploads that a refused mount has begun, and to which nothing was sent yet. */
  private final Map<Digest, UploadSession> begun = new ConcurrentHashMap<>();

  private final Set<Digest> tried = ConcurrentHashMap.newKeySet();
  private final Queue<UploadSession> abandoned = new ConcurrentLinkedQueue<>();

  /**
   * Creates the blobs of a repository.
   *
   * @param repository the repository's name
   * @param wholeUpTo the maximum size in bytes of a blob that is sent in the PUT that ends its
   *     upload
   */
  public RepositoryBlobs(RegistryHttp http, String repository, long wholeUpTo) {
    this.http = http;
    this.repository = repository;
    this.monolithicUploads = new MonolithicUploads(wholeUpTo);
  }

  /**
   * Returns whether the repository has a blob.
   *
   * @throws IOException if that can't be determined
   */
  public boolean has(Digest digest) throws IOException {
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
        return false; // an upload does no harm, and shows whether it is denied as well
      }
      throw e;
    }
  }

  /**
   * Mounts a blob from another repository of the registry.
   *
   * @return whether the repository has the blob now; if not, {@link #put} continues the upload that
   *     the registry may have begun instead
   * @throws IOException if the registry is overloaded, or does not respond
   */
  public boolean mount(Digest digest, String from) throws IOException {
    String source = URLEncoder.encode(from, StandardCharsets.UTF_8);
    Optional<UploadSession> answer;
    try {
      answer = UploadSession.begin(http, uploads() + "?mount=" + digest + "&from=" + source);
    } catch (ResponseException | AccessException | TokenException e) {
      // A registry that refuses the mount may still accept the blob: Harbor returns 401 for a mount
      // from a project that the user is not allowed to read, and so does Docker Hub's token service
      // for a scope on another user's repository. An overloaded registry has not refused anything.
      Transience when = TransientFailures.of(e);
      if (when != null && when.kind() == Transience.Kind.OVERLOADED) {
        throw e;
      }
      return false;
    }
    UploadSession other = answer.map(session -> begun.put(digest, session)).orElse(null);
    if (other != null) {
      abandoned.add(other);
    }
    return answer.isEmpty();
  }

  /**
   * Uploads a blob, see {@link io.github.ocimaven.registry.Repository#putBlob}. A failed upload is
   * resumed.
   *
   * @throws IOException if the upload failed, or its outcome is unknown; the next call finds out
   */
  public void put(Descriptor blob, Content content, LongConsumer sent) throws IOException {
    UploadSession broken = unfinished.get(blob.digest());
    if (broken != null && resume(broken, blob, content, sent)) {
      return;
    }
    BlobBody all = BlobBody.rest(blob, content, 0, sent);
    if (isThere(all) || (isForOnePut(all) && (putWhole(all) || isThere(all)))) {
      return;
    }
    finish(begin(blob.digest()), all);
  }

  /**
   * The blob may have been committed although the response was lost, or another client was faster.
   */
  private boolean isThere(BlobBody all) throws IOException {
    Digest digest = all.blob().digest();
    boolean there = tried.contains(digest) && has(digest);
    if (there) {
      all.sent().accept(all.length());
    }
    return there;
  }

  private boolean isForOnePut(BlobBody all) {
    boolean again = tried.contains(all.blob().digest());
    return monolithicUploads.suit(all.length(), again) && all.length() <= whole.most();
  }

  /**
   * Sends a blob in the PUT that ends its upload. A failed upload can't be reused: it may already
   * hold part of the blob, and sending all of it again would append.
   *
   * @return false if the registry does not accept the blob in this way
   */
  private boolean putWhole(BlobBody all) throws IOException {
    Digest digest = all.blob().digest();
    UploadSession session = begin(digest);
    try {
      commit(session, digest, all);
      return true;
    } catch (IOException e) {
      ResponseException answer = Causes.find(e, ResponseException.class);
      boolean tooLarge = answer != null && BodyLimit.isExceeded(answer);
      boolean byPatch =
          tooLarge
              ? (parts.lower(all.length()) && whole.lower(all.length()))
              : monolithicUploads.areRefusedWith(e);
      if (byPatch) {
        return false;
      }
      throw e;
    } finally {
      if (unfinished.containsKey(digest)) {
        abandon(digest, session);
      }
    }
  }

  /**
   * Resumes a broken upload. The registry may still be processing bytes that arrived before the
   * break, and so have more of them by now than it reported.
   *
   * @return false if a new upload is needed
   * @throws UploadLostException if a new upload is needed, after bytes were sent
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

  /**
   * Begins an upload, or takes the one that a refused mount has begun. The latter does not work
   * with some registries (zot: https://github.com/project-zot/zot/issues/573), so another attempt
   * begins its own.
   */
  private UploadSession begin(Digest digest) throws IOException {
    UploadSession session = begun.remove(digest);
    if (session == null) {
      session = UploadSession.begin(http, uploads()).orElseThrow();
    }
    tried.add(digest);
    unfinished.put(digest, session);
    return session;
  }

  private String uploads() {
    return repository + "/blobs/uploads/";
  }

  private void finish(UploadSession session, BlobBody all) throws IOException {
    BlobBody rest = all;
    while (rest.length() > 0) {
      rest = send(session, rest).next();
    }
    commit(session, all.blob().digest(), new EmptyContent());
  }

  private void commit(UploadSession session, Digest digest, HttpContent last) throws IOException {
    Optional<String> named = session.commit(digest, last);
    if (named.isPresent() && !named.get().equals(digest.toString())) {
      throw new BadAnswerException(
          "it accepted the blob but calls it " + ErrorAnswer.shorten(named.get()));
    }
    unfinished.remove(digest);
  }

  /**
   * Sends as much as the registry accepts in one request. GHCR limits only chunks: it refuses those
   * above 4 MiB with 416 (https://github.com/oras-project/rust-oci-client/issues/35).
   *
   * @return the part that was sent
   */
  private BlobBody send(UploadSession session, BlobBody rest) throws IOException {
    while (true) {
      BodyLimit limit = rest.isWhole() && whole.most() >= rest.length() ? whole : parts;
      BlobBody part = rest.atMost(Math.max(limit.most(), session.leastPart()));
      try {
        session.send(part);
        return part;
      } catch (ResponseException | RedirectedException e) {
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

  /** Returns the uploads that are still open at the registry. */
  public List<UploadSession> open() {
    List<UploadSession> open = new ArrayList<>(abandoned);
    open.addAll(begun.values());
    open.addAll(unfinished.values());
    return open;
  }
}
