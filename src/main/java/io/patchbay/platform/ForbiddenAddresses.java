package io.patchbay.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses that no outbound call may go to, in every spelling: where clouds keep the credentials and settings of the
 * machine, which is link-local addresses and a few elsewhere, and those that are no host. IPv6 addresses that carry an
 * IPv4 address are judged by that one too.
 */
final class ForbiddenAddresses {
    /** Where clouds answer questions about the machine, by IPv4. */
    private static final List<byte[]> METADATA = List.of(
            // AWS, Azure, Google, Oracle, OpenStack, IBM, DigitalOcean and others
            bytes(169, 254, 169, 254),
            // AWS: credentials of containers
            bytes(169, 254, 170, 2),
            bytes(169, 254, 170, 23),
            // Alibaba
            bytes(100, 100, 100, 200),
            // Azure: wire server
            bytes(168, 63, 129, 16),
            // Oracle
            bytes(192, 0, 0, 192));

    /** The same by IPv6; a prefix stands for every address below it. */
    private static final List<byte[]> METADATA_IPV6 = List.of(
            // AWS: fd00:ec2::254 and its neighbours
            bytes(0xfd, 0x00, 0x0e, 0xc2),
            // Google: fd20:ce::254
            bytes(0xfd, 0x20, 0x00, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54),
            // Oracle: fd00:c1::a9fe:a9fe
            bytes(0xfd, 0x00, 0x00, 0xc1),
            // Scaleway: fd00:42::42
            bytes(0xfd, 0x00, 0x00, 0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x42));

    /** Prefixes whose addresses carry an IPv4 address from the byte that {@link #CARRIED_AT} names. */
    private static final List<byte[]> CARRIERS = List.of(
            // IPv4-mapped, ::ffff:0:0/96 (RFC 4291)
            bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff),
            // IPv4-translated, ::ffff:0:0:0/96 (RFC 7915 and before)
            bytes(0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0),
            // IPv4-compatible, ::/96 (RFC 4291, deprecated)
            bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            // NAT64, 64:ff9b::/96 (RFC 6052) and 64:ff9b:1::/48 (RFC 8215)
            bytes(0x00, 0x64, 0xff, 0x9b),
            // 6to4, 2002::/16 (RFC 3056)
            bytes(0x20, 0x02),
            // Teredo, 2001::/32 (RFC 4380): the server's address
            bytes(0x20, 0x01, 0, 0));

    private static final int[] CARRIED_AT = {12, 12, 12, 12, 2, 4};

    /**
     * Where a translator's prefix of a network's own may put the IPv4 address, around byte 8.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6052#section-2.2">RFC 6052, 2.2</a>
     */
    private static final List<int[]> TRANSLATED = List.of(
            new int[] {4, 5, 6, 7},
            new int[] {5, 6, 7, 9},
            new int[] {6, 7, 9, 10},
            new int[] {7, 9, 10, 11},
            new int[] {9, 10, 11, 12},
            new int[] {12, 13, 14, 15});

    private ForbiddenAddresses() {}

    static boolean contains(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address
                        ? containsIpv6(address.getAddress())
                        : isMetadata(address.getAddress()));
    }

    static EgressRefusedException refusal() {
        return new EgressRefusedException("the server's name leads to an address that no call may go to");
    }

    private static boolean containsIpv6(byte[] address) {
        return METADATA_IPV6.stream().anyMatch(prefix -> startsWith(address, prefix))
                || IntStream.range(0, CARRIERS.size())
                        .filter(carrier -> startsWith(address, CARRIERS.get(carrier)))
                        .anyMatch(carrier -> carries(address, CARRIED_AT[carrier]))
                || TRANSLATED.stream().anyMatch(places -> isMetadata(at(address, places)))
                || isMetadata(teredoClient(address));
    }

    /** {@code ::1} is loopback, and {@code ::} has been judged: neither carries an address. */
    private static boolean carries(byte[] address, int from) {
        byte[] inner = Arrays.copyOfRange(address, from, from + 4);
        try {
            return !Arrays.equals(inner, bytes(0, 0, 0, 1)) && contains(InetAddress.getByAddress(inner));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last four bytes with every bit turned over; any other address gives one that is nobody's. */
    private static byte[] teredoClient(byte[] address) {
        byte[] client = Arrays.copyOfRange(address, 12, 16);
        for (int i = 0; i < client.length && startsWith(address, bytes(0x20, 0x01, 0, 0)); i++) {
            client[i] = (byte) ~client[i];
        }
        return client;
    }

    private static boolean isMetadata(byte[] ipv4) {
        return METADATA.stream().anyMatch(each -> Arrays.equals(each, ipv4));
    }

    private static byte[] at(byte[] address, int[] places) {
        return bytes(address[places[0]], address[places[1]], address[places[2]], address[places[3]]);
    }

    private static boolean startsWith(byte[] address, byte[] prefix) {
        return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
