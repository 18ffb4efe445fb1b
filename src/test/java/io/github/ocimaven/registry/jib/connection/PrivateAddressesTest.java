package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.7",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::192.168.0.1",
        "2002:a00:1::1",
        "2002:7f00:1::",
      })
  void containAddress(String address) throws UnknownHostException {
    assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "203.0.113.5",
        "2606:4700::1111", "fbff::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1",
      })
  void doNotContainAddress(String address) throws UnknownHostException {
    assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isFalse();
  }
}
