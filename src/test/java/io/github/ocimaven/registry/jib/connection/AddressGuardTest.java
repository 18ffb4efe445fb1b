package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.registry.jib.PretendedNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private final AddressGuard guard = new AddressGuard("registry.example", PretendedNames.EXAMPLE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.internal",
        "AUTH.INTERNAL",
        "both.example",
        "mapped.example",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "::1",
        "[::ffff:10.0.0.1]",
        "10.0.0.1",
        "127.1",
        "2130706433",
      })
  void refuses(String host) {
    assertThatThrownBy(() -> guard.check(host)).isInstanceOf(RefusedAddressException.class);
    assertThatThrownBy(() -> guard.resolve(host)).isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "8.8", "1.2.3.4."})
  void refusesNumbersThatAProxyMayReadOtherwise(String host) {
    assertThatThrownBy(() -> guard.check(host)).isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example", "auth.example", "203.0.113.99", "[2001:db8::6]"})
  void allows(String host) throws UnknownHostException {
    guard.check(host);
    assertThat(guard.resolve(host)).isNotEmpty();
  }

  @Test
  void leavesANameThatNobodyKnowsToTheProxy() {
    assertThatCode(() -> guard.check("unknown.example")).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.resolve("unknown.example"))
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth.internal", "localhost", "10.9.9.9", "[::1]"})
  void letsAPrivateRegistrySendUsAnywhere(String registry) throws UnknownHostException {
    AddressGuard inside = new AddressGuard(registry, PretendedNames.EXAMPLE);

    inside.check("10.0.0.1");
    inside.check("127.1");
    assertThat(inside.resolve("10.0.0.1")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"both.example", "unknown.example"})
  void countsARegistryInTheOpenUnlessAllItsAddressesArePrivate(String registry) {
    AddressGuard open = new AddressGuard(registry, PretendedNames.EXAMPLE);

    assertThatThrownBy(() -> open.check("10.0.0.1")).isInstanceOf(RefusedAddressException.class);
    assertThatCode(() -> open.check(registry)).doesNotThrowAnyException();
  }

  @Test
  void connectsToAProxyWhereverItIs() throws UnknownHostException {
    guard.allowProxy("auth.internal");

    assertThat(guard.resolve("auth.internal")).hasSize(1);
    assertThatThrownBy(() -> guard.check("auth.internal"))
        .isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void connectsOnlyToAddressesThatItHasChecked() throws UnknownHostException {
    AtomicInteger asked = new AtomicInteger();
    AddressGuard rebound =
        new AddressGuard(
            "registry.example",
            host ->
                new InetAddress[] {
                  InetAddress.getByName(
                      host.equals("registry.example") || asked.getAndIncrement() == 0
                          ? "203.0.113.5"
                          : "127.0.0.1")
                });

    rebound.check("rebinding.example");
    assertThatThrownBy(() -> rebound.resolve("rebinding.example"))
        .isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void looksUpTheRegistryOnce() throws UnknownHostException {
    AtomicInteger asked = new AtomicInteger();
    AddressGuard rebound =
        new AddressGuard(
            "registry.example",
            host ->
                new InetAddress[] {
                  InetAddress.getByName(asked.getAndIncrement() == 0 ? "203.0.113.5" : "127.0.0.1")
                });

    assertThat(rebound.resolve("registry.example"))
        .isEqualTo(rebound.resolve("registry.example"))
        .containsExactly(InetAddress.getByName("203.0.113.5"));
  }
}
