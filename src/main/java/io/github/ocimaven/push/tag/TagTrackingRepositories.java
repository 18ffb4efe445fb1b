package io.github.ocimaven.push.tag;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.ForwardingRepository;
import io.github.ocimaven.registry.PutReceipt;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.Repository;
import io.github.ocimaven.registry.RepositoryOpener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tracks which tags a push moves, for the message if it is interrupted. */
public final class TagTrackingRepositories implements RepositoryOpener {

  private final RepositoryOpener registries;

  /** Each tag that was in a request, in the order of the first request. */
  private final Map<String, State> tags = new LinkedHashMap<>();

  private enum State {
    /** There is no response yet, or it was lost. */
    MOVING,
    MOVED,
    /** The registry has refused to set it, or has ignored it. */
    STAYED
  }

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
    synchronized (tags) {
      return PushInterruptedException.after(in(State.MOVED), in(State.MOVING), cause);
    }
  }

  private List<String> in(State state) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getValue() == state)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void set(String reference, State state) {
    synchronized (tags) {
      tags.put(reference, state);
    }
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
          ? move(List.of(tag), () -> super.putManifest(name, manifest), receipt -> Set.of(tag))
          : super.putManifest(name, manifest);
    }

    @Override
    public PutReceipt putManifest(Manifest manifest, List<Tag> wanted) {
      return move(wanted, () -> super.putManifest(manifest, wanted), PutReceipt::tags);
    }

    private PutReceipt move(
        List<Tag> wanted, Supplier<PutReceipt> put, Function<PutReceipt, Set<Tag>> moved) {
      wanted.forEach(tag -> set(target.reference(tag.value()), State.MOVING));
      Set<Tag> named = Set.of();
      boolean answered = false;
      try {
        PutReceipt receipt = put.get();
        named = moved.apply(receipt);
        answered = true;
        return receipt;
      } catch (RegistryException e) {
        answered = e.isRefusal();
        throw e;
      } finally {
        for (Tag tag : answered ? wanted : List.<Tag>of()) {
          set(target.reference(tag.value()), named.contains(tag) ? State.MOVED : State.STAYED);
        }
      }
    }
  }
}
