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
 * @param examples what the company added to the examples that come with the hub
 * @param model which model judged when the rule set was made; another version of the hub judges by its own
 */
record RuleSetContent(
        int format,
        List<Rule> rules,
        SortedMap<String, SortedMap<String, List<String>>> topics,
        SortedMap<String, SortedMap<String, List<String>>> promises,
        List<OwnExample> examples,
        String model) {

    private static final int FORMAT = 2;
    private static final int WITHOUT_EXAMPLES = 1;

    RuleSetContent {
        model = model == null ? "" : model;
        examples = examples == null ? List.of() : List.copyOf(examples);
    }

    static String write(List<Rule> rules, Lexicon lexicon, List<OwnExample> examples, String model) {
        return Json.write(new RuleSetContent(FORMAT, rules, lexicon.topics(), lexicon.promises(), examples, model));
    }

    static RuleSetContent read(String text) {
        RuleSetContent content = Json.read(text, RuleSetContent.class);
        if (content.format != FORMAT && content.format != WITHOUT_EXAMPLES) {
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
