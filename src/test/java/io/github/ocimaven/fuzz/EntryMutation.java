package io.github.ocimaven.fuzz;

import io.github.ocimaven.testing.image.TarEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Changes the files of an image: their names, types, sizes and link targets. */
final class EntryMutation {

  private static final List<String> NAMES =
      List.of(
          "../secret/document",
          "/etc/hostname",
          "blobs/../index.json",
          "blobs/sha256/../../manifest.json",
          "./index.json",
          ".//manifest.json",
          "index.json/",
          "blobs",
          "blobs/sha256",
          "blobs/sha256/",
          "blobs/SHA256/x",
          "blobs/a b/c",
          "oci-layout",
          "manifest.json",
          "",
          "/",
          "a".repeat(300),
          "d/".repeat(200) + "f",
          "line\nbreak\u001b[0m",
          "\ufffd\u00e9");

  /** Records of extension headers (POSIX.1-2001, pax). No reader accepts all of them. */
  private static final List<String> RECORDS =
      List.of(
          "size=9223372036854775807",
          "size=-1",
          "size=99999999999999999999",
          "size=1e3",
          "size=",
          "path=../../secret/document",
          "path=index.json",
          "path=",
          "linkpath=/etc/hostname",
          "mtime=1e99999",
          "mtime=" + "9".repeat(3_000),
          "uid=x",
          "SCHILY.devmajor=99999999999",
          "GNU.sparse.major=1",
          "GNU.sparse.minor=0",
          "GNU.sparse.name=index.json",
          "GNU.sparse.realsize=9223372036854775807",
          "GNU.sparse.map=0,1,5,9223372036854775807",
          "GNU.sparse.numblocks=2147483647",
          "GNU.sparse.offset=-5",
          "GNU.sparse.numbytes=77",
          "charset=BINARY");

  private static final List<Long> SIZES =
      List.of(0L, 1L, 511L, 513L, 100_000L, 1L << 31, 1L << 40, 9_000_000_000_000_000_000L, -1L);

  private final Dice dice;
  private final Tree tree;
  private final Secret secret;

  EntryMutation(Dice dice, Tree tree, Secret secret) {
    this.dice = dice;
    this.tree = tree;
    this.secret = secret;
  }

  /** Changes one entry and returns a description of the change. */
  String apply() throws IOException {
    List<Integer> files = tree.files();
    if (files.isEmpty()) {
      return "nothing";
    }
    int index = dice.pick(files);
    TarEntry entry = tree.entry(index);
    return switch (dice.below(12)) {
      case 0 -> {
        tree.entries().remove(index);
        yield "removed " + entry.name();
      }
      case 1 -> {
        tree.change(index, new byte[0], dice.percent(50));
        yield "emptied " + entry.name();
      }
      case 2 -> {
        boolean repaired = dice.percent(50);
        tree.change(index, new ByteMutation(dice).anywhere(entry.content()), repaired);
        yield "changed bytes of " + entry.name() + (repaired ? " and what refers to it" : "");
      }
      case 3, 10 -> linkToSecretWithTheRightDigest(index);
      case 4, 5 -> link(index, linkTarget(entry));
      case 6 -> {
        char type = dice.pick(List.of('3', '4', '5', '6', '7', 'S', 'D', 'V', 'M', 'g', 'x', 'L'));
        tree.entries().set(index, typed(entry, type, ""));
        yield entry.name() + " is of type " + type;
      }
      case 7 -> {
        String name = name(entry);
        tree.entries().set(index, named(entry, name));
        yield "renamed " + entry.name();
      }
      case 8 -> {
        tree.entries().add(dice.below(tree.entries().size()), named(entry, name(entry)));
        yield "copied " + entry.name();
      }
      case 9 -> {
        long size = dice.percent(30) ? entry.statedSize() + dice.below(3) - 1 : dice.pick(SIZES);
        tree.entries().set(index, entry.stating(size));
        yield entry.name() + " states " + size + " bytes";
      }
      default -> {
        tree.entries().add(dice.below(tree.entries().size()), extension());
        yield "extension headers";
      }
    };
  }

  /** This can only be refused for being a link: everything else about it is right. */
  private String linkToSecretWithTheRightDigest(int index) throws IOException {
    Path file = secret.files().get(dice.below(2));
    tree.change(index, Secret.content(file), true);
    return link(index, file.toString());
  }

  private String link(int index, String target) {
    TarEntry entry = tree.entry(index);
    char type = dice.percent(75) ? Tree.SYMBOLIC_LINK : Tree.HARD_LINK;
    tree.entries().set(index, typed(entry, type, target));
    return entry.name() + " is a link to " + target;
  }

  private String linkTarget(TarEntry entry) {
    String name = dice.pick(tree.entries()).name();
    String up = "../".repeat(entry.name().split("/", -1).length - 1);
    return switch (dice.below(8)) {
      case 0, 1 -> dice.pick(secret.files()).toString();
      case 2 -> up + "../../secret/document";
      case 3 -> up + name;
      case 4 -> name;
      case 5 -> entry.name();
      case 6 -> dice.pick(List.of("", ".", "..", "/", "/dev/zero", "/etc/hostname", "no\u001bne"));
      default -> up + "./" + name + "/";
    };
  }

  private String name(TarEntry entry) {
    return switch (dice.below(5)) {
      case 0 -> entry.name().toUpperCase(Locale.ROOT);
      case 1 -> "../".repeat(dice.below(4)) + entry.name();
      case 2 -> "/" + entry.name();
      case 3 -> dice.pick(tree.entries()).name();
      default -> dice.pick(NAMES);
    };
  }

  private TarEntry extension() {
    StringBuilder records = new StringBuilder();
    int count = 1 + dice.below(6);
    for (int i = 0; i < count; i++) {
      String record = dice.pick(RECORDS) + "\n";
      int length = record.length() + 3 + (record.length() > 96 ? 1 : 0);
      records.append(dice.percent(90) ? length : dice.below(2_000)).append(' ').append(record);
    }
    byte[] content = records.toString().getBytes(StandardCharsets.UTF_8);
    char type = dice.pick(List.of('x', 'x', 'x', 'g', 'L', 'K', 'X'));
    return new TarEntry("extension", type, "", content, content.length);
  }

  private static TarEntry named(TarEntry entry, String name) {
    return new TarEntry(name, entry.type(), entry.link(), entry.content(), entry.statedSize());
  }

  private TarEntry typed(TarEntry entry, char type, String link) {
    boolean withContent = dice.percent(20) && type != Tree.DIRECTORY;
    byte[] content = withContent ? entry.content() : new byte[0];
    return new TarEntry(entry.name(), type, link, content, content.length);
  }
}
