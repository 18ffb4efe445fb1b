package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The contestants: everything that is installed. */
final class Contestants {

  static final String JIB_CLIENT = "jib-core client";

  private static final int MODULES_AT_ONCE = 4;

  private Contestants() {}

  /**
   * Finds the contestants.
   *
   * @param folder a folder for their files
   */
  static List<Contestant> find(Settings settings, Path folder) throws IOException {
    List<Contestant> all = new ArrayList<>();
    all.add(new EngineContestant("our engine, cold", Role.OUR_COLD_ENGINE, Engine.OURS));
    all.add(new EngineContestant("our engine, warm", Role.OUR_WARM_ENGINE, Engine.OURS));
    if (RequiredTools.isOnPath(CurlFloor.COMMAND)) {
      all.add(new CurlFloor(folder.resolve("curl")));
    }
    for (Tool tool : Tool.values()) {
      if (tool.isInstalled()) {
        all.add(new ToolContestant(tool, folder.resolve("home")));
      }
    }
    all.add(new EngineContestant(JIB_CLIENT, Role.JIB_CORE, Engine.JIB_CLIENT));
    all.add(new EngineContestant("Jib.from(TarImage)", Role.JIB_CORE, Engine.JIB_TAR));
    if (Maven.isAvailable(settings)) {
      Maven maven = Maven.install(settings, folder.resolve("maven"));
      all.add(new GoalContestant(maven, 1));
      all.add(new GoalContestant(maven, MODULES_AT_ONCE));
      all.add(new JibGoalContestant(maven));
    }
    return all.stream().filter(one -> settings.invites(one.name())).toList();
  }

  /** The contestants that are not installed. */
  static List<String> missing(Settings settings) {
    List<String> missing = new ArrayList<>();
    for (Tool tool : Tool.values()) {
      if (!tool.isInstalled()) {
        missing.add(tool.command());
      }
    }
    if (!RequiredTools.isOnPath(CurlFloor.COMMAND)) {
      missing.add(CurlFloor.COMMAND);
    }
    if (!Maven.isAvailable(settings)) {
      missing.add("Maven with the packed plugin");
    }
    return missing;
  }
}
