package io.patchbay.senders;

import io.patchbay.intake.signature.SignedRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Spoils requests: bytes of the body, of headers and of the query, a few at a time. */
final class Mutation {
    private static final String[] MORSELS = {
        "\u0000",
        "\ud83d\ude00",
        "%",
        "%00",
        "&",
        "=",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\u0000",
        "\\ud800",
        ",",
        "null",
        "1e999999",
        "-0",
        "9".repeat(400),
        "[".repeat(80),
        "{\"a\":".repeat(70),
        "\u202e",
        "'",
        "${jndi:x}",
        "<script>",
        "\n",
        "a=b&a=c",
    };

    private final Random random;

    Mutation(long seed) {
        this.random = new Random(seed);
    }

    SignedRequest of(SignedRequest request) {
        SignedRequest spoiled = request;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            spoiled = switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> with(spoiled, spoiled.url(), spoiled.headers(), bytes(spoiled.body()));
                case 4 -> with(spoiled, spoiled.url(), headerChanged(spoiled), spoiled.body());
                case 5 -> with(spoiled, spoiled.url(), headerMissingOrTwice(spoiled), spoiled.body());
                case 6 -> with(spoiled, query(spoiled.url()), spoiled.headers(), spoiled.body());
                default -> request;
            };
        }
        return spoiled;
    }

    private static SignedRequest with(
            SignedRequest request, String url, Map<String, List<String>> headers, byte[] body) {
        return new SignedRequest(request.method(), url, headers, body);
    }

    private byte[] bytes(byte[] original) {
        if (original.length == 0) {
            return morsel().getBytes(StandardCharsets.UTF_8);
        }
        int at = random.nextInt(original.length);
        int to = Math.min(original.length, at + 1 + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> spliced(original, at, at, morsel().getBytes(StandardCharsets.UTF_8));
            case 1 -> spliced(original, at, to, new byte[0]);
            case 2 -> spliced(original, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 3 -> Arrays.copyOf(original, at);
            case 4 -> spliced(original, at, at, Arrays.copyOfRange(original, at, to));
            default -> spliced(original, at, to, morsel().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] spliced(byte[] original, int from, int to, byte[] middle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(original, 0, from);
        bytes.writeBytes(middle);
        bytes.write(original, to, original.length - to);
        return bytes.toByteArray();
    }

    private Map<String, List<String>> headerChanged(SignedRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(request.headers());
        String name = name(headers);
        String value =
                new String(bytes(headers.get(name).get(0).getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        // What cannot stand in a header line at all is no header.
        headers.put(name, List.of(value.replaceAll("[\\r\\n\\x00]", "").strip()));
        return headers;
    }

    private Map<String, List<String>> headerMissingOrTwice(SignedRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(request.headers());
        String name = name(headers);
        List<String> twice = new ArrayList<>(headers.get(name));
        twice.addAll(headers.get(name));
        if (random.nextBoolean()) {
            headers.put(name, twice);
        } else {
            headers.remove(name);
        }
        return headers.isEmpty() ? Map.of("X-Nothing", List.of("")) : headers;
    }

    private String name(Map<String, List<String>> headers) {
        return List.copyOf(headers.keySet()).get(random.nextInt(headers.size()));
    }

    private String query(String url) {
        return url + (url.contains("?") ? "&" : "?") + "x" + random.nextInt(9) + "=" + random.nextInt(9) + "%2"
                + random.nextInt(9);
    }

    private String morsel() {
        return MORSELS[random.nextInt(MORSELS.length)];
    }
}
