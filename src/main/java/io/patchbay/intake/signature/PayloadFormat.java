package io.patchbay.intake.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that a signature is made over, as a template like {@code v0:{timestamp}:{body}}. */
final class PayloadFormat {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]*)}");
    private static final Set<String> KNOWN = Set.of("body", "timestamp", "id", "method", "url");

    /** Text and placeholder names in turns, text first and last. */
    private final List<String> pieces = new ArrayList<>();

    PayloadFormat(String template) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int from = 0;
        while (placeholder.find()) {
            pieces.add(template.substring(from, placeholder.start()));
            pieces.add(placeholder.group(1));
            from = placeholder.end();
        }
        pieces.add(template.substring(from));
    }

    /** Whether the text signs the body, exactly once, and has no unknown placeholder. */
    static boolean isTemplate(String text) {
        List<String> names =
                PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
        return KNOWN.containsAll(names)
                && names.stream().filter("body"::equals).count() == 1
                && names.size() == Set.copyOf(names).size();
    }

    boolean mentions(String name) {
        for (int i = 1; i < pieces.size(); i += 2) {
            if (pieces.get(i).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The bytes to sign, in order; the body's are the request's own. */
    List<byte[]> parts(SignedRequest request, String timestamp, String id) {
        List<byte[]> parts = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            parts.add(
                    i % 2 == 0
                            ? utf8(pieces.get(i))
                            : switch (pieces.get(i)) {
                                case "body" -> request.body();
                                case "timestamp" -> utf8(timestamp);
                                case "id" -> utf8(id);
                                case "method" -> utf8(request.method());
                                default -> utf8(request.url());
                            });
        }
        return parts;
    }

    /** The SHA-256 of what is signed but time and id: of the body alone where the text has no method and no URL. */
    String contentHash(SignedRequest request) {
        return mentions("method") || mentions("url")
                ? Digests.sha256Hex(parts(request, "", ""))
                : Digests.sha256Hex(request.body());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
