package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature header looks like: a template like {@code t={timestamp},v0={signature}}, and what separates the
 * parts of a list. Without a separator the whole header has to be of the template's form. In a list, parts come in any
 * order, there may be several signatures, as while a secret is rotated, and parts of no known form are ignored.
 */
final class HeaderFormat {
    private static final String TIMESTAMP = "{timestamp}";
    private static final String SIGNATURE = "{signature}";

    /**
     * What a header said.
     *
     * @param timestamp its digits, or empty when the header has none
     */
    record Presented(String timestamp, List<String> signatures) {}

    private final String template;
    private final String separator;
    private final Pattern separators;
    private final List<Pattern> parts;

    private HeaderFormat(String template, String separator) {
        this.template = template;
        this.separator = separator;
        this.separators = Pattern.compile(Pattern.quote(separator));
        this.parts =
                split(template, separator).stream().map(HeaderFormat::pattern).toList();
    }

    static HeaderFormat of(SignatureConfig config) {
        String template = config.text(Option.HEADER_FORMAT);
        return new HeaderFormat(
                template.isEmpty() ? config.text(Option.PREFIX) + SIGNATURE : template, config.text(Option.SEPARATOR));
    }

    static boolean isTemplate(String text) {
        String rest = text.replaceFirst("\\{signature}", "").replaceFirst("\\{timestamp}", "");
        return text.contains(SIGNATURE)
                && Headers.isPrintable(text)
                && rest.chars().noneMatch(c -> c == '{' || c == '}');
    }

    /** Whether every part between the separators has a placeholder. */
    static boolean isList(String template, String separator) {
        return template.isEmpty() || split(template, separator).stream().allMatch(part -> part.contains("{"));
    }

    private static List<String> split(String text, String separator) {
        return separator.isEmpty() ? List.of(text) : Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    private static Pattern pattern(String part) {
        String expression = Pattern.quote(part)
                .replace(TIMESTAMP, "\\E(?<timestamp>[0-9]{1,15})\\Q")
                .replace(SIGNATURE, "\\E(?<signature>[A-Za-z0-9+/=_-]+)\\Q");
        return Pattern.compile(expression);
    }

    Presented read(String header) throws Refusal {
        List<String> timestamps = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (String part : separator.isEmpty() ? List.of(header) : List.of(separators.split(header, -1))) {
            boolean known = false;
            for (Pattern form : parts) {
                Matcher matcher = form.matcher(part);
                if (matcher.matches()) {
                    known = true;
                    collect(matcher, form, "(?<timestamp>", "timestamp", timestamps);
                    collect(matcher, form, "(?<signature>", "signature", signatures);
                }
            }
            if (!known && separator.isEmpty()) {
                throw new Refusal(Reason.MALFORMED_HEADER);
            }
        }
        return presented(timestamps, signatures);
    }

    private static void collect(Matcher matcher, Pattern form, String group, String name, List<String> found) {
        if (form.pattern().contains(group)) {
            found.add(matcher.group(name));
        }
    }

    private Presented presented(List<String> timestamps, List<String> signatures) throws Refusal {
        if (signatures.isEmpty() || timestamps.size() != (template.contains(TIMESTAMP) ? 1 : 0)) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        if (signatures.size() > SignatureScheme.MAX_SIGNATURES) {
            throw new Refusal(Reason.TOO_MANY_SIGNATURES);
        }
        return new Presented(timestamps.isEmpty() ? "" : timestamps.get(0), signatures);
    }

    String write(String timestamp, String signature) {
        return template.replace(TIMESTAMP, timestamp).replace(SIGNATURE, signature);
    }
}
