package io.github.ocimaven.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.push.tag.TagRule.Overwrite;
import io.github.ocimaven.registry.RegistryException.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A push that moves several tags of one repository. */
class SeveralTagsTest extends SeveralTagsFixture {

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void setsThemWithOneRequestWhereTheRegistrySupportsThat(Overwrite overwrite) {
    registry.setTags(tag -> true);

    PushResult result = push(overwrite, 8, FOUR);

    assertThat(registry.calls("putManifest"))
        .containsExactly(together("1.0", "1", "1.x", "latest"));
    assertThat(registry.calls("manifest"))
        .containsExactlyInAnyOrder("manifest 1.0", "manifest 1", "manifest 1.x", "manifest latest");
    assertThat(result.movedTags()).containsExactlyElementsOf(FOUR);
    assertTags("1.0", "1", "1.x", "latest");
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void putsOneByOneWhatTheRegistryDoesNotNameAsSet(Overwrite overwrite) {
    registry.setTags(Set.of("1.0", "latest")::contains);

    PushResult result = push(overwrite, 8, FOUR);

    assertThat(registry.calls("putManifest"))
        .containsExactlyInAnyOrder(
            together("1.0", "1", "1.x", "latest"), "putManifest 1", "putManifest 1.x")
        .startsWith(together("1.0", "1", "1.x", "latest"));
    assertThat(registry.calls("manifest")).hasSize(4);
    assertThat(result.movedTags()).containsExactlyElementsOf(FOUR);
    assertTags("1.0", "1", "1.x", "latest");
  }

  @Test
  void putsASingleTagByItsName() {
    push(Overwrite.ALWAYS, 8, List.of("1.0"));

    assertThat(registry.calls("putManifest")).containsExactly("putManifest 1.0");
  }

  @Test
  void putsTheLastOneAloneWhereTheRegistryHasSetTheOthers() {
    registry.setTags(tag -> !tag.equals("latest"));

    push();

    assertThat(registry.calls("putManifest"))
        .containsExactly(together("1.0", "1", "1.x", "latest"), "putManifest latest");
  }

  @Test
  void putsThemAtTheSameTimeWhereTheRegistryIgnoresTheOthers() {
    meetAt("putManifest ", 4);

    push();

    assertTags("1.0", "1", "1.x", "latest");
  }

  @Test
  void readsThemBackAtTheSameTime() {
    registry.setTags(tag -> true);
    meetAt("manifest ", 4);

    push();

    assertThat(registry.calls("manifest")).hasSize(4);
  }

  @Test
  void asksForTenWithOneRequest() {
    List<String> tags = IntStream.range(0, 23).mapToObj(i -> "t" + i).toList();
    registry.setTags(tag -> true);

    assertThat(push(Overwrite.ALWAYS, 4, tags).movedTags()).isEqualTo(tags);
    assertThat(registry.calls("putManifest"))
        .containsExactly(
            together(tags.subList(0, 10).toArray(String[]::new)),
            together(tags.subList(10, 20).toArray(String[]::new)),
            together(tags.subList(20, 23).toArray(String[]::new)));
  }

  @Test
  void asksOnceWhereTheRegistryIgnoresTags() {
    List<String> tags = IntStream.range(0, 23).mapToObj(i -> "t" + i).toList();

    push(Overwrite.ALWAYS, 4, tags);

    assertThat(registry.calls("putManifest")).hasSize(24);
  }

  @Test
  void asksOnlyForTheTagsThatDoNotNameTheImage() {
    registry.setTags(tag -> true);
    Manifest pushed = new Manifest(MediaType.OCI_MANIFEST, image.manifestBytes());
    registry.putManifest(ManifestName.tag("1"), pushed);
    registry.putManifest(ManifestName.tag("latest"), OTHER);
    registry.clearCalls();

    assertThat(push().movedTags()).containsExactly("1.0", "1.x", "latest");

    assertThat(registry.calls("putManifest")).containsExactly(together("1.0", "1.x", "latest"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"REFUSED", "DENIED", "TAG_IMMUTABLE"})
  void putsThemOneByOneWhereTheRegistryRefusesThemTogether(Reason reason) {
    failAt(together("1.0", "1", "1.x", "latest"), reason, 400);

    assertThat(push().movedTags()).containsExactlyElementsOf(FOUR);
    assertThat(registry.calls("putManifest")).hasSize(5);
  }

  @Test
  void saysThatAllOfThemMayHaveMovedWhereTheResponseIsLost() {
    failAt(together("1.0", "1", "1.x", "latest"), Reason.UNREACHABLE, 0);

    assertThatThrownBy(this::push)
        .hasMessage(
            "Cannot put manifest: no; the tag localhost/app:1.0 may have been moved anyway; the tag"
                + " localhost/app:1 may have been moved anyway; the tag localhost/app:1.x may have"
                + " been moved anyway; the tag localhost/app:latest may have been moved anyway; 2 of"
                + " 2 blobs (%s) have arrived; a second run will not send them again"
                    .formatted(size()));
    assertThat(registry.calls("putManifest")).hasSize(1);
  }
}
