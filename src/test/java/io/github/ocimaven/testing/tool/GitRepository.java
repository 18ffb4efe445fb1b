package io.github.ocimaven.testing.tool;

import io.github.ocimaven.testing.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository with one commit. The Git configuration of this machine's user is ignored. */
public final class GitRepository {

  private static final List<String> GIT =
      List.of(
          "git",
          "-c",
          "user.name=Test",
          "-c",
          "user.email=test@example.com",
          "-c",
          "commit.gpgSign=false",
          "-c",
          "init.templateDir=");

  private GitRepository() {}

  /** Turns a folder into a repository without any commit. */
  public static void init(Path directory) throws IOException, InterruptedException {
    git(directory, "init", "--quiet");
  }

  /** Turns a folder into a repository, commits its content, and returns the commit's ID. */
  public static String commit(Path directory) throws IOException, InterruptedException {
    init(directory);
    git(directory, "add", ".");
    git(directory, "commit", "--quiet", "--message", "Everything");
    return git(directory, "rev-parse", "HEAD").strip();
  }

  private static String git(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(GIT);
    command.addAll(List.of(arguments));
    return Shell.runOrFail(directory, command.toArray(String[]::new));
  }
}
