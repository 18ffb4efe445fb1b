package io.github.ocimaven.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushes with a command; all images of a reactor one after the other.
 *
 * @param home its home folder
 */
record ToolContestant(Tool tool, Path home) implements Contestant {

  @Override
  public String name() {
    return tool.command();
  }

  @Override
  public Role role() {
    return Role.TOOL;
  }

  @Override
  public boolean canDo(Work work) {
    return work.images().stream().allMatch(tool::takes);
  }

  @Override
  public void reset(Work work) throws IOException {
    Folders.renew(home);
  }

  @Override
  public Measurement push(Work work, Destination destination)
      throws IOException, InterruptedException {
    Measurement sum = new Measurement(0, 0, 0);
    for (BenchImage image : work.images()) {
      List<String> command = new ArrayList<>(List.of(tool.command()));
      command.addAll(tool.arguments(image, destination));
      sum =
          sum.plus(
              TimedCommand.of(home, command)
                  .with("HOME", home.toString())
                  .with("SSL_CERT_FILE", destination.ca().toString())
                  .run()
                  .measurement());
    }
    return sum;
  }
}
