package io.github.ocimaven.bench;

import io.github.ocimaven.bench.BenchImage.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A push reduced to its requests: curl, which gets the list of missing blobs, sends a POST and a
 * PUT for each of them, without hashing anything, and the manifest. It is one process for all
 * POSTs, one for all PUTs, and one for the manifest, so connections are opened three times.
 *
 * @param folder a folder for its configuration files
 */
record CurlFloor(Path folder) implements Contestant {

  static final String COMMAND = "curl";

  private static final long LARGE = 4L << 20;
  private static final int LARGE_AT_ONCE = 4;
  private static final int SMALL_AT_ONCE = 16;
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  @Override
  public String name() {
    return COMMAND;
  }

  @Override
  public Role role() {
    return Role.FLOOR;
  }

  @Override
  public boolean canDo(Work work) {
    return work.areLayouts() && !work.isReactor();
  }

  @Override
  public Measurement push(Work work, Destination destination)
      throws IOException, InterruptedException {
    BenchImage image = work.image();
    List<Blob> lacking =
        image.blobs().stream()
            .filter(blob -> !destination.has(image.repository(), blob.digest()))
            .toList();
    if (lacking.isEmpty()) {
      return run(destination, List.of(head(image, destination)), 1).measurement();
    }
    long begin = System.nanoTime();
    boolean large = lacking.stream().anyMatch(blob -> blob.size() > LARGE);
    TimedCommand.Result posts =
        run(destination, posts(image, destination, lacking.size()), SMALL_AT_ONCE);
    List<String> locations =
        posts.output().lines().filter(line -> line.startsWith("http")).toList();
    if (locations.size() != lacking.size()) {
      throw new IOException(
          "curl got " + locations.size() + " Locations for " + lacking.size() + " POSTs");
    }
    TimedCommand.Result puts =
        run(destination, puts(lacking, locations), large ? LARGE_AT_ONCE : SMALL_AT_ONCE);
    TimedCommand.Result manifest = run(destination, List.of(manifest(image, destination)), 1);
    return Measurement.ofProcess(
        System.nanoTime() - begin, posts.cpuNanos() + puts.cpuNanos() + manifest.cpuNanos());
  }

  private static List<String> posts(BenchImage image, Destination destination, int count) {
    String post =
        """
        url = "%s"
        request = "POST"
        data = ""
        write-out = "%%header{location}\\n"
        """
            .formatted(destination.url(image.repository() + "/blobs/uploads/"));
    return Collections.nCopies(count, post);
  }

  /** Any upload can be used for any blob. */
  private static List<String> puts(List<Blob> blobs, List<String> locations) {
    List<String> puts = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      String location = locations.get(i);
      puts.add(
          """
          url = "%s"
          upload-file = "%s"
          header = "Content-Type: application/octet-stream"
          """
              .formatted(
                  location
                      + (location.contains("?") ? "&" : "?")
                      + "digest="
                      + blobs.get(i).digest(),
                  blobs.get(i).file()));
    }
    return puts;
  }

  private static String head(BenchImage image, Destination destination) {
    return """
        url = "%s"
        head
        header = "Accept: %s"
        """
        .formatted(manifestUrl(image, destination), MANIFEST_TYPE);
  }

  private static String manifest(BenchImage image, Destination destination) {
    return """
        url = "%s"
        upload-file = "%s"
        header = "Content-Type: %s"
        """
        .formatted(manifestUrl(image, destination), image.manifest(), MANIFEST_TYPE);
  }

  private static String manifestUrl(BenchImage image, Destination destination) {
    return destination.url(image.repository() + "/manifests/" + Destination.TAG);
  }

  private TimedCommand.Result run(Destination destination, List<String> transfers, int atOnce)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String common =
        """
        fail
        http1.1
        header = "Expect:"
        output = "/dev/null"
        cacert = "%s"
        """
            .formatted(destination.ca());
    Path file = folder.resolve("curl.conf");
    Files.writeString(
        file,
        String.join("next\n", transfers.stream().map(transfer -> common + transfer).toList()));
    return TimedCommand.of(
            folder,
            COMMAND,
            "--disable",
            "--no-progress-meter",
            "--parallel",
            "--parallel-immediate",
            "--parallel-max",
            Integer.toString(atOnce),
            "--config",
            file.toString())
        .run();
  }
}
