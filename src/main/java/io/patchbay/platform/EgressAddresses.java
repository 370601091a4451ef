package io.patchbay.platform;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names for outbound calls and drops the addresses that no call may go to: {@link ForbiddenAddresses}, and
 * another machine's where the rule wants TLS and the URL has none. It decides on the very addresses the client then
 * connects to, so a name that changes its mind gains nothing. Private and loopback addresses pass: a company's Jira may
 * live there, and only servers named by the configuration are called.
 */
final class EgressAddresses implements DnsResolver {
    private final Map<String, EgressRule> rules;

    /** @param rules by {@link EgressRule#server()} */
    EgressAddresses(Map<String, EgressRule> rules) {
        this.rules = rules;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = resolve(host);
        EgressRule plain = rules.get(EgressRule.server("http", host, port));
        boolean onThisMachine = plain != null && !plain.plainHttp();
        List<InetSocketAddress> allowed = Arrays.stream(addresses)
                .filter(address -> !onThisMachine || address.isLoopbackAddress())
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (allowed.isEmpty()) {
            throw new EgressRefusedException(
                    "plain http leads to another machine; the configuration does not allow it");
        }
        return allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host))
                .filter(address -> !ForbiddenAddresses.contains(address))
                .toArray(InetAddress[]::new);
        if (addresses.length == 0) {
            throw ForbiddenAddresses.refusal();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
