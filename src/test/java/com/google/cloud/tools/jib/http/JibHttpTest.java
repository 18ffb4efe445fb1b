package com.google.cloud.tools.jib.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpResponse;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What this project needs of jib-core beyond its API, so that a new version can't take it away
 * unseen.
 */
class JibHttpTest {

  @Test
  void aResponseIsMadeOfOneOfGooglesClient() {
    assertIsPackagePrivate(Response.class, HttpResponse.class);
  }

  private static void assertIsPackagePrivate(Class<?> type, Class<?>... parameters) {
    Optional<Constructor<?>> constructor =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(candidate -> Arrays.equals(candidate.getParameterTypes(), parameters))
            .findFirst();
    assertThat(constructor)
        .as(
            "jib-core's constructor %s(%s), which JibHttp opens: this version has none, so make"
                + " responses in JibHttp in the way that it has instead",
            type.getSimpleName(), Arrays.toString(parameters))
        .isPresent();
    assertThat(constructor.orElseThrow().getModifiers() & (Modifier.PUBLIC | Modifier.PRIVATE))
        .as(
            "jib-core's constructor %s is not package-private any more: call it where JibHttp is"
                + " called, and delete JibHttp, or find another way if it is private",
            type.getSimpleName())
        .isZero();
  }
}
