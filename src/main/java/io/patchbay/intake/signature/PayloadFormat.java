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

    private final String template;

    PayloadFormat(String template) {
        this.template = template;
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
        return template.contains("{" + name + "}");
    }

    /** The bytes to sign, in order; the body's are the request's own. */
    List<byte[]> parts(SignedRequest request, String timestamp, String id) {
        List<byte[]> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int from = 0;
        while (placeholder.find()) {
            parts.add(utf8(template.substring(from, placeholder.start())));
            parts.add(
                    switch (placeholder.group(1)) {
                        case "body" -> request.body();
                        case "timestamp" -> utf8(timestamp);
                        case "id" -> utf8(id);
                        case "method" -> utf8(request.method());
                        default -> utf8(request.url());
                    });
            from = placeholder.end();
        }
        parts.add(utf8(template.substring(from)));
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
