package io.patchbay.platform;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * URLs that would carry credentials and what customers said across a network without TLS. The configuration allows them
 * where it says {@code allow_plain_http: true}, for one destination or source.
 */
public final class PlainHttp {
    public static final String SWITCH = "allow_plain_http";
    public static final String PROBLEM = "http:// sends credentials and customers' words in the clear";
    public static final String FIX =
            "write https://, or " + SWITCH + ": true in this file if the network up to that server is trusted";

    /** What stands for this machine without asking anybody; the address that it leads to is looked at before each call. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(?:::1|(?:0{1,4}:){7}0{0,3}1)]");

    private PlainHttp() {}

    /** Whether a call of this URL leaves the machine without TLS. */
    public static boolean leavesTheMachine(URI url) {
        return "http".equalsIgnoreCase(url.getScheme())
                && !THIS_MACHINE
                        .matcher(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT))
                        .matches();
    }
}
