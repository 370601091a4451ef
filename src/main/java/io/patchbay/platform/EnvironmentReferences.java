package io.patchbay.platform;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References like {@code ${JIRA_API_TOKEN}} or {@code ${SLACK_BASE_URL:https://slack.com/api}} in configuration values. */
public final class EnvironmentReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private final UnaryOperator<String> lookup;

    /** @param lookup the value of a variable, or null when it is not set */
    public EnvironmentReferences(UnaryOperator<String> lookup) {
        this.lookup = lookup;
    }

    /** The text with every reference replaced, or empty when one of them has neither a value nor a default. */
    public Optional<String> resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = lookup.apply(matcher.group(1));
            if (value == null || value.isEmpty()) {
                value = matcher.group(2);
            }
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(resolved).toString());
    }

    /** The first variable in the text that has neither a value nor a default. */
    public Optional<String> missing(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(reference -> reference.group(2) == null)
                .map(reference -> reference.group(1))
                .filter(name -> lookup.apply(name) == null || lookup.apply(name).isEmpty())
                .findFirst();
    }

    /** Whether the text is one reference and nothing else, as a secret has to be. */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }
}
