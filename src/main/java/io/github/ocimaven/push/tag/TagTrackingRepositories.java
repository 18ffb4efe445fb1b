package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ForwardingRepository;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.RepositoryOpener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tracks which tags a push moves, for the message if it is interrupted. */
public final class TagTrackingRepositories implements RepositoryOpener {

  private final RepositoryOpener registries;
  private final List<String> moved = new CopyOnWriteArrayList<>();
  private volatile @Nullable String moving;

  public TagTrackingRepositories(RepositoryOpener registries) {
    this.registries = registries;
  }

  @Override
  public Repository open(Target target) {
    return new Watched(registries.open(target), target);
  }

  /**
   * Describes how far the push has come.
   *
   * @param cause the exception that ended it, or null
   */
  public PushInterruptedException interruption(@Nullable Throwable cause) {
    return PushInterruptedException.after(moved, moving, cause);
  }

  private PutReceipt move(String reference, Supplier<PutReceipt> put) {
    moving = reference;
    PutReceipt receipt = put.get();
    moved.add(reference);
    moving = null;
    return receipt;
  }

  private final class Watched extends ForwardingRepository {

    private final Target target;

    Watched(Repository repository, Target target) {
      super(repository);
      this.target = target;
    }

    @Override
    public PutReceipt putManifest(ManifestName name, Manifest manifest) {
      return name instanceof Tag tag
          ? move(target.reference(tag.value()), () -> super.putManifest(name, manifest))
          : super.putManifest(name, manifest);
    }
  }
}
