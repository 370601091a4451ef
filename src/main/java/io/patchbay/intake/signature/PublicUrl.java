package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL cut into pieces and never normalised: what a sender signed is what stood on the wire. {@code java.net.URI} would
 * decode escapes while a port is changed.
 *
 * @param authority host, with port if any; never a user, which a request cannot carry
 * @param path from its first slash, or empty
 * @param query with the question mark, or empty
 */
record PublicUrl(String scheme, String authority, String path, String query) {
    private static final Pattern FORM = Pattern.compile("(https?)://([^/?#@]+)(/[^?#]*)?(\\?[^#]*)?");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    static PublicUrl of(String url) throws Refusal {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            throw new Refusal(Reason.MALFORMED_REQUEST);
        }
        return new PublicUrl(matcher.group(1), matcher.group(2), orEmpty(matcher.group(3)), orEmpty(matcher.group(4)));
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    /** As received, and with the port taken away or the scheme's own port added. */
    List<PublicUrl> withAndWithoutPort() {
        Matcher port = PORT.matcher(authority);
        String other = port.find()
                ? authority.substring(0, port.start())
                : authority + (scheme.equals("https") ? ":443" : ":80");
        return List.of(this, new PublicUrl(scheme, other, path, query));
    }

    /** The raw values of a query parameter, in order. */
    List<String> rawValues(String name) {
        List<String> values = new ArrayList<>();
        Arrays.stream(rawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .forEach(pair -> values.add(pair.substring(name.length() + 1)));
        return values;
    }

    /** Without the question mark. */
    String rawQuery() {
        return query.isEmpty() ? "" : query.substring(1);
    }

    PublicUrl withParameter(String name, String value) {
        return withQuery(query + (query.isEmpty() ? "?" : "&") + name + "=" + value);
    }

    /**
     * The same URL with every name and value of its query decoded and escaped again, as {@code querystring} of Node.js
     * does: whatever is not a letter, a digit or one of {@code -_.!~*'()} by its bytes, a plus sign as a space. Empty
     * when there is no query of names and values.
     */
    Optional<PublicUrl> escapedAnew() {
        List<String> pairs = new ArrayList<>();
        for (String pair : rawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return Optional.empty();
            }
            try {
                pairs.add(escaped(pair.substring(0, equals)) + "=" + escaped(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(withQuery("?" + String.join("&", pairs)));
    }

    private static String escaped(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        return URLEncoder.encode(decoded, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }

    PublicUrl withQuery(String otherQuery) {
        return new PublicUrl(scheme, authority, path, otherQuery);
    }

    /** @param credentials {@code user:password}, or empty for none */
    String text(String credentials) {
        return scheme + "://" + (credentials.isEmpty() ? "" : credentials + "@") + authority + path + query;
    }

    String text() {
        return text("");
    }
}
