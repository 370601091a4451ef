package io.patchbay.platform;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One server that outbound calls may go to. Whatever no rule names is refused.
 *
 * @param base any URL of the server; only scheme, host and port count
 * @param plainHttp whether a call without TLS may go to another machine
 * @param connectTimeout how long connecting may take, TLS included; also how long to wait for a free connection
 * @param responseTimeout how long the server may stay silent
 * @param callDeadline how long the whole call may take, from the wish to the last byte of the answer
 */
public record EgressRule(
        URI base, boolean plainHttp, Duration connectTimeout, Duration responseTimeout, Duration callDeadline) {

    /** Where rules come from: every bean of this type adds its own. */
    public interface Source {
        List<EgressRule> egressRules();
    }

    /** Scheme, host and port, in the one form that two URLs of the same server share. */
    String server() {
        return server(base.getScheme(), base.getHost(), base.getPort());
    }

    static String server(String scheme, String host, int port) {
        String name = scheme.toLowerCase(Locale.ROOT);
        int effective = port > 0 ? port : "https".equals(name) ? 443 : 80;
        return name + "://" + host.toLowerCase(Locale.ROOT) + ":" + effective;
    }
}
