package io.github.ocimaven.text;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes why reading or writing a file failed. */
public final class IoFailure {

  private IoFailure() {}

  /**
   * Describes a failure without its class name and, for file system failures, without the path,
   * which the surrounding message contains.
   *
   * @param failure the failure
   */
  public static String explain(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof EOFException) {
      return "it ends early";
    }
    if (failure instanceof FileSystemException inFileSystem && inFileSystem.getReason() != null) {
      return inFileSystem.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
