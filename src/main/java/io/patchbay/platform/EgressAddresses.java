package io.patchbay.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names for outbound calls and drops the addresses no call may go to: link-local ones, where clouds keep their
 * instance metadata, its few addresses elsewhere, and those that are no host at all. It decides on the very addresses the
 * client then connects to, so a name that changes its mind gains nothing. Private and loopback addresses pass: a
 * company's Jira may live there, and only servers named by the configuration are called.
 */
final class EgressAddresses implements DnsResolver {
    private static final Set<String> METADATA = Set.of("100.100.100.200", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host))
                .filter(address -> !refused(address))
                .toArray(InetAddress[]::new);
        if (addresses.length == 0) {
            throw new EgressRefusedException("the server's name leads to an address that no call may go to");
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean refused(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress())
                || (address instanceof Inet6Address && refusedInside(address.getAddress()));
    }

    /** IPv6 addresses that carry an IPv4 address: NAT64 (RFC 6052), 6to4 (RFC 3056) and the old compatible form. */
    private static boolean refusedInside(byte[] address) {
        if (startsWith(address, 0x00, 0x64, 0xff, 0x9b)) {
            return refusedIpv4(address, 12);
        }
        if (startsWith(address, 0x20, 0x02)) {
            return refusedIpv4(address, 2);
        }
        return startsWith(address, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) && refusedIpv4(address, 12);
    }

    private static boolean startsWith(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean refusedIpv4(byte[] address, int from) {
        try {
            InetAddress inner = InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4));
            return refused(inner) && !isOne(inner);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code ::1} is loopback, not the IPv4 address 0.0.0.1. */
    private static boolean isOne(InetAddress inner) {
        return Arrays.equals(inner.getAddress(), new byte[] {0, 0, 0, 1});
    }
}
