package io.github.ocimaven.faults;

import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what came of a cell with what is promised, and collects what is wrong. */
final class Judgement {

  /** No push here takes this long, unless it waits for what it should not wait for. */
  private static final Duration SLOW = Duration.ofSeconds(9);

  private final Cell cell;
  private final FaultImage image;
  private final EmbeddedRegistry registry;
  private final List<String> problems = new ArrayList<>();

  /**
   * Begins.
   *
   * @param image what is pushed
   * @param registry where to, without the faults
   */
  Judgement(Cell cell, FaultImage image, EmbeddedRegistry registry) {
    this.cell = cell;
    this.image = image;
    this.registry = registry;
  }

  /** What is wrong. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The push that met the fault: all is there, or no tag. */
  void firstPush(@Nullable Throwable failure) throws IOException {
    Promise promise = cell.promise();
    if (failure == null) {
      problems.addAll(image.whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG));
      if (promise == Promise.FAILS) {
        problems.add("it arrived, where failure was promised");
      }
      return;
    }
    if (promise == Promise.ARRIVES) {
      problems.add("it failed, where success was promised: " + failure.getMessage());
    }
    if (!registry.tags(Cell.REPOSITORY).isEmpty()) {
      problems.addAll(
          Promise.mayLeaveTag(cell.step(), cell.fault())
              ? image.whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG)
              : List.of("it failed, and the tag is there"));
    }
  }

  /** Action, subject, reason, and no secret, not even in what -e prints. */
  void message(Throwable failure, FaultProxy proxy) {
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof RegistryException)) {
      problems.add("it failed with " + failure);
    } else if (!message.startsWith("Cannot ") || !message.contains(Cell.REPOSITORY)) {
      problems.add("the message lacks action or subject: " + message);
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    Stream<String> tokens =
        proxy.authorizations().stream().map(header -> header.replaceFirst("^\\S+ ", ""));
    Stream.concat(tokens, Stream.of(Cell.PASSWORD, ForeignHost.TICKET_VALUE, Faults.SIGNATURE))
        .filter(trace.toString()::contains)
        .forEach(secret -> problems.add("the message or its cause tells " + secret + ": " + trace));
  }

  /** The fault was met, and nothing was tried more often than is allowed. */
  void attempts(FaultProxy proxy) {
    var attempts = proxy.attempts(cell.step());
    if (attempts.isEmpty()) {
      problems.add("no request met the fault");
    }
    attempts.forEach(
        (subject, number) -> {
          int things = subject.equals(Step.UPLOADS) ? image.blobs() : 1;
          int allowed = things * Promise.attempts(cell.step(), cell.fault(), Cell.ATTEMPTS);
          if (number > allowed) {
            problems.add(
                number + " attempts at " + subject + ", where " + allowed + " are allowed");
          }
        });
  }

  void duration(Duration duration) {
    if (duration.compareTo(SLOW) > 0) {
      problems.add("it took " + duration.toMillis() + " ms");
    }
  }

  /** Nobody else got credentials. */
  void elsewhere(ForeignHost host) {
    host.stolen().forEach(header -> problems.add("another host was sent " + header));
  }

  /** A push after the one that failed, without any fault. */
  void secondPush(@Nullable Throwable failure) throws IOException {
    if (failure != null) {
      problems.add("a second push, without the fault, failed: " + failure);
      return;
    }
    image
        .whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG)
        .forEach(wrong -> problems.add("after a second push " + wrong));
  }
}
