package io.patchbay.intake.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The options of {@code signature:} blocks, with what each may be. {@code docs/signatures.md} says what they do. */
enum Option {
    HEADER("header", Texts.HEADER_NAME, Texts.HEADER_NAME_RULE),
    PREFIX("prefix", Headers::isPrintable, "visible ASCII, for example sha256="),
    HEADER_FORMAT("headerFormat", HeaderFormat::isTemplate, "for example t={timestamp},v1={signature}"),
    SEPARATOR("separator", text -> text.equals(",") || text.equals(" "), "a comma or a space, in quotes"),
    PAYLOAD_FORMAT(
            "payloadFormat",
            PayloadFormat::isTemplate,
            "text with {body} once, and any of {timestamp}, {id}, {method} and {url}"),
    ALGORITHM("algorithm", "sha256", "sha384", "sha512"),
    ENCODING("encoding", "hex", "base64"),
    TIMESTAMP_HEADER("timestampHeader", Texts.HEADER_NAME, Texts.HEADER_NAME_RULE),
    TIMESTAMP_UNIT("timestampUnit", "seconds", "milliseconds", "auto"),
    ID_HEADER("idHeader", Texts.HEADER_NAME, Texts.HEADER_NAME_RULE),
    TOLERANCE_SECONDS("toleranceSeconds", Texts::isTolerance, "whole seconds from 1 to 86400"),
    FUTURE_TOLERANCE_SECONDS("futureToleranceSeconds", Texts::isTolerance, "whole seconds from 1 to 86400"),
    SECRET_IS_BASE64("secretIsBase64", "true", "false"),
    USERNAME("username", text -> !text.isEmpty() && !text.contains(":"), "a name without a colon"),
    ISSUER("issuer", text -> !text.isBlank(), "the iss claim, for example Vonage"),
    API_KEY("apiKey", text -> !text.isBlank(), "the api_key claim"),
    /** Secret in part: never print it. */
    URL_CREDENTIALS("urlCredentials", Texts::isUserInfo, "user:password as they stand in the URL"),
    POSITION("position", "last-path-segment", "query"),
    PARAMETER("parameter", Texts::isPlainName, "letters, digits, - and _");

    private final String key;
    private final Predicate<String> allowed;
    private final String rule;

    Option(String key, Predicate<String> allowed, String rule) {
        this.key = key;
        this.allowed = allowed;
        this.rule = rule;
    }

    Option(String key, String... values) {
        this(key, List.of(values)::contains, "one of " + String.join(", ", values));
    }

    String key() {
        return key;
    }

    boolean allows(String value) {
        return allowed.test(value);
    }

    /** What the value may be, for a person. */
    String rule() {
        return rule;
    }

    static Optional<Option> named(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    private static final class Texts {
        /** A token of RFC 9110, section 5.6.2. */
        static final Predicate<String> HEADER_NAME =
                Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}").asMatchPredicate();

        static final String HEADER_NAME_RULE = "the name of an HTTP header";

        static boolean isTolerance(String text) {
            return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 86_400;
        }

        static boolean isUserInfo(String text) {
            return text.matches("[!-~&&[^@/?#:]]+(:[!-~&&[^@/?#:]]*)?");
        }

        static boolean isPlainName(String text) {
            return text.matches("[A-Za-z0-9_-]{1,100}");
        }
    }
}
