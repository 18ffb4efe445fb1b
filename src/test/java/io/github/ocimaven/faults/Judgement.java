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

/** Compares the outcome of a cell with its promise, and collects the problems. */
final class Judgement {

  /** No push here takes this long, unless it waits for something that it should not wait for. */
  private static final Duration SLOW = Duration.ofSeconds(9);

  private final Cell cell;
  private final FaultImage image;
  private final EmbeddedRegistry registry;
  private final List<String> problems = new ArrayList<>();

  /**
   * Creates the judgement of a cell.
   *
   * @param registry the registry behind the faults
   */
  Judgement(Cell cell, FaultImage image, EmbeddedRegistry registry) {
    this.cell = cell;
    this.image = image;
    this.registry = registry;
  }

  /** Returns the problems. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Checks the push that met the fault: it left either the whole image or no tag. */
  void firstPush(@Nullable Throwable failure) throws IOException {
    Promise promise = cell.promise();
    if (failure == null) {
      problems.addAll(image.whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG));
      if (promise == Promise.FAILS) {
        problems.add("the push succeeded, but should have failed");
      }
      return;
    }
    if (promise == Promise.ARRIVES) {
      problems.add("the push failed, but should have succeeded: " + failure.getMessage());
    }
    if (!registry.tags(Cell.REPOSITORY).isEmpty()) {
      problems.addAll(
          Promise.mayLeaveTag(cell.step(), cell.fault())
              ? image.whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG)
              : List.of("the push failed, but the tag exists"));
    }
  }

  /**
   * Checks that a message has action, subject and reason, and contains no secret, not even in the
   * stack trace that -e prints.
   */
  void message(Throwable failure, FaultProxy proxy) {
    String message = String.valueOf(failure.getMessage());
    if (!(failure instanceof RegistryException)) {
      problems.add("the push failed with " + failure);
    } else if (!message.startsWith("Cannot ") || !message.contains(Cell.REPOSITORY)) {
      problems.add("the message lacks action or subject: " + message);
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    Stream<String> tokens =
        proxy.authorizations().stream().map(header -> header.replaceFirst("^\\S+ ", ""));
    Stream.concat(tokens, Stream.of(Cell.PASSWORD, ForeignHost.TICKET_VALUE, Faults.SIGNATURE))
        .filter(trace.toString()::contains)
        .forEach(
            secret -> problems.add("the message or its cause contains " + secret + ": " + trace));
  }

  /** Checks that the fault was met, and that nothing was tried more often than allowed. */
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
                number + " attempts for " + subject + ", but only " + allowed + " are allowed");
          }
        });
  }

  void duration(Duration duration) {
    if (duration.compareTo(SLOW) > 0) {
      problems.add("the push took " + duration.toMillis() + " ms");
    }
  }

  /** Checks that no other host got credentials. */
  void elsewhere(ForeignHost host) {
    host.stolen().forEach(header -> problems.add("another host received " + header));
  }

  /** Checks the push after a failed one, without any fault. */
  void secondPush(@Nullable Throwable failure) throws IOException {
    if (failure != null) {
      problems.add("a second push, without the fault, failed: " + failure);
      return;
    }
    image
        .whatIsWrongIn(registry, Cell.REPOSITORY, Cell.TAG)
        .forEach(wrong -> problems.add("after a second push, " + wrong));
  }
}
