package io.patchbay.intake.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as its sender made it: what a signature is verified over.
 *
 * @param method in capitals, for example {@code POST}
 * @param url the public URL that the sender called, raw: scheme, host, port if any, path and query exactly as on the
 *     wire, rebuilt from configuration behind a proxy and never from headers that a client can write
 * @param headers by name, looked up without regard to case; every value that arrived. Not copied when they are sorted
 *     without regard to case, so whoever hands them over leaves them alone
 * @param body the exact bytes; not copied, so whoever hands them over leaves them alone
 */
public record SignedRequest(String method, String url, Map<String, List<String>> headers, byte[] body) {

    public SignedRequest {
        Objects.requireNonNull(method);
        Objects.requireNonNull(url);
        Objects.requireNonNull(body);
        headers = byName(headers);
    }

    private static Map<String, List<String>> byName(Map<String, List<String>> headers) {
        if (headers instanceof SortedMap<String, List<String>> sorted
                && sorted.comparator() == String.CASE_INSENSITIVE_ORDER) {
            return Collections.unmodifiableMap(headers);
        }
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> byName.merge(name, List.copyOf(values), SignedRequest::joined));
        return Collections.unmodifiableMap(byName);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** All values of that header, in the order of arrival; empty when it is absent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    SignedRequest with(String header, String value) {
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.put(header, List.of(value));
        return new SignedRequest(method, url, changed, body);
    }

    SignedRequest at(String otherUrl) {
        return new SignedRequest(method, otherUrl, headers, body);
    }

    /** Says nothing that came from the sender: URL, headers and body may all hold secrets or personal data. */
    @Override
    public String toString() {
        return "SignedRequest[" + headers.size() + " headers, " + body.length + " bytes]";
    }
}
