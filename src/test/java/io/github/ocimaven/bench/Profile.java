package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a push spends its time, as sampled by the flight recorder of its JVM. */
final class Profile {

  private static final int LINES = 8;

  /** The samples that run Java code, and those in a system call: reading and writing. */
  private static final List<String> SAMPLES =
      List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  private Profile() {}

  /** Pushes once more, with a cold JVM of our engine, and returns two lists in Markdown. */
  static String of(Work work, Destination destination) throws IOException {
    Path file = work.folder().resolve("push.jfr");
    PushOrder order = PushOrder.of(work.image(), destination);
    Measurement push;
    try (ChildJvm jvm =
        EngineContestant.start(
            Engine.OURS,
            List.of(
                EngineContestant.HEAP,
                "-Xlog:disable",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file))) {
      push = Measurement.parse(jvm.ask(order.toLine()));
    }
    try {
      return summary(push, file);
    } finally {
      Files.delete(file);
    }
  }

  private static String summary(Measurement push, Path file) throws IOException {
    Map<String, Integer> methods = new HashMap<>();
    Map<String, Integer> places = new HashMap<>();
    int samples = 0;
    long compilingMillis = 0;
    long classes = 0;
    Duration pauses = Duration.ZERO;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.CompilerStatistics" -> compilingMillis = event.getLong("totalTimeSpent");
          case "jdk.ClassLoadingStatistics" -> classes = event.getLong("loadedClassCount");
          case "jdk.GarbageCollection" -> pauses = pauses.plus(event.getDuration("sumOfPauses"));
          default -> {}
        }
        if (SAMPLES.contains(event.getEventType().getName()) && event.getStackTrace() != null) {
          List<RecordedFrame> frames = event.getStackTrace().getFrames();
          if (!frames.isEmpty() && !waits(frames)) {
            samples++;
            methods.merge(name(frames.get(0)), 1, Integer::sum);
            places.merge(place(frames), 1, Integer::sum);
          }
        }
      }
    }
    return String.format(
        Locale.ROOT,
        """
        One cold push with the flight recorder: %.2f s, processor time %.2f s. The JVM's compilers took %.2f s,
        pauses of its garbage collector %.2f s; it loaded %d classes. %d samples of Java threads:

        | share | where it is | | share | in which part |
        |---|---|---|---|---|
        %s""",
        push.nanos() / 1e9,
        push.cpuNanos() / 1e9,
        compilingMillis / 1e3,
        pauses.toNanos() / 1e9,
        classes,
        samples,
        rows(top(methods, samples), top(places, samples)));
  }

  /** Ignore the thread that waits for orders, and those that wait for connections. */
  private static boolean waits(List<RecordedFrame> frames) {
    return frames.stream()
        .map(Profile::name)
        .anyMatch(
            name ->
                (name.equals("ChildJvm.answer") && isReading(frames))
                    || name.endsWith(".accept0")
                    || name.startsWith("EPoll.wait"));
  }

  private static boolean isReading(List<RecordedFrame> frames) {
    return frames.stream().map(Profile::name).anyMatch("BufferedReader.readLine"::equals);
  }

  /** The innermost method of ours, or of a library that is not the JDK. */
  private static String place(List<RecordedFrame> frames) {
    return frames.stream()
        .filter(
            frame ->
                isKnown(frame)
                    && !frame
                        .getMethod()
                        .getType()
                        .getName()
                        .matches("(java|jdk|sun|com\\.sun)\\..*"))
        .map(Profile::name)
        .findFirst()
        .orElse("the JVM itself");
  }

  private static boolean isKnown(RecordedFrame frame) {
    return frame.getMethod() != null && frame.getMethod().getType() != null;
  }

  private static String name(RecordedFrame frame) {
    if (!isKnown(frame)) {
      return "?";
    }
    RecordedClass type = frame.getMethod().getType();
    String className = type.getName();
    return className.substring(className.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  private static List<String> top(Map<String, Integer> counts, int samples) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(LINES)
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%d %% | `%s`", 100 * entry.getValue() / samples, entry.getKey()))
        .toList();
  }

  private static String rows(List<String> methods, List<String> places) {
    return IntStream.range(0, Math.max(methods.size(), places.size()))
        .mapToObj(
            i ->
                "| "
                    + (i < methods.size() ? methods.get(i) : " | ")
                    + " | | "
                    + (i < places.size() ? places.get(i) : " | ")
                    + " |\n")
        .collect(Collectors.joining());
  }
}
