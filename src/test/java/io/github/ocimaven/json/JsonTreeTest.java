package io.github.ocimaven.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"a\\u00e4\\n\\ud800\"",
        "null",
        "[true,false,null]",
        "[0,-1,2147483648,-9223372036854775808,9223372036854775808]",
        "[1.5,1e3,-0.0,1e999]",
        "{\"a\":{\"b\":[{\"c\":[]},[[1]]]},\"\":\"\"}",
        "{\"z\":1,\"a\":2}",
        "  [1]\n ",
      })
  void readsWhatAnObjectMapperReads(String json) throws IOException {
    JsonNode expected = new JsonMapper().readTree(json);

    assertThat(read(json)).hasToString(expected.toString());
  }

  @Test
  void takesTheLastOfTwoEqualNames() throws IOException {
    assertThat(read("{\"a\":1,\"a\":2}").path("a").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void aDocumentWithoutAValueIsMissing(String json) throws IOException {
    assertThat(read(json).isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "{\"a\":}", "{\"a\"}", "[1,]", "NaN", "}", "{} {}", "{} x"})
  void refusesWhatIsNoDocument(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void readsTheFirstOfTwoDocuments() throws IOException {
    JsonNode first = JsonTree.readFirst(JsonTree.JSON.createParser("{\"a\":1} {"));

    assertThat(first).hasToString("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"z\":1,\"a\":[true,null,{}],\"n\":-1.5,\"l\":9223372036854775808}",
        "\"\\u0001\\\"\\\\ä\"",
        "[]",
      })
  void writesWhatAnObjectMapperWrites(String json) throws IOException {
    StringWriter text = new StringWriter();
    JsonGenerator generator = JsonTree.JSON.createGenerator(text);

    JsonTree.write(read(json), generator);

    var mapper = new JsonMapper();
    assertThat(text).hasToString(mapper.writeValueAsString(mapper.readTree(json)));
    assertThat(generator.isClosed()).isTrue();
  }

  private static JsonNode read(String json) throws IOException {
    return JsonTree.read(JsonTree.JSON.createParser(json));
  }
}
