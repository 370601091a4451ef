package io.patchbay.rules;

import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * A rule set as it is stored: rules in the order they are tried, names and phrases sorted, every default written out.
 *
 * @param format the version of this shape, so that a later one can tell
 */
record RuleSetContent(
        int format,
        List<Rule> rules,
        SortedMap<String, SortedMap<String, List<String>>> topics,
        SortedMap<String, SortedMap<String, List<String>>> promises) {

    private static final int FORMAT = 1;

    static String write(List<Rule> rules, Lexicon lexicon) {
        return Json.write(new RuleSetContent(FORMAT, rules, lexicon.topics(), lexicon.promises()));
    }

    static RuleSetContent read(String text) {
        RuleSetContent content = Json.read(text, RuleSetContent.class);
        if (content.format != FORMAT) {
            throw new IllegalStateException("a stored rule set has the format " + content.format);
        }
        return content;
    }

    static String hash(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Lexicon lexicon() {
        return Lexicon.of(topics, promises);
    }
}
