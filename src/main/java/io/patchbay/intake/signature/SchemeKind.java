package io.patchbay.intake.signature;

import static io.patchbay.intake.signature.Option.*;

import io.patchbay.intake.signature.SignatureConfigException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The schemes by name: which options a block may set, what the others are, and what is made of them. */
enum SchemeKind {
    TWILIO("twilio", Set.of(URL_CREDENTIALS), Map.of(), TwilioScheme::new),
    TELNYX(
            "telnyx-ed25519",
            Presets.WINDOW,
            Presets.timed("telnyx-signature-ed25519", "telnyx-timestamp", "{timestamp}|{body}"),
            PayloadScheme::ed25519),
    VONAGE("vonage-jwt", Presets.windowAnd(ISSUER, API_KEY), Map.of(ISSUER, "Vonage"), VonageJwtScheme::new),
    PLIVO("plivo-v3", Set.of(HEADER), Map.of(HEADER, "X-Plivo-Signature-V3"), PlivoScheme::new),
    VAPI(
            "vapi-hmac",
            Presets.HMAC,
            Presets.with(Presets.timed("x-signature", "x-timestamp", "{timestamp}.{body}"), TIMESTAMP_UNIT, "auto"),
            PayloadScheme::hmac),
    HMAC("hmac", Presets.HMAC, Map.of(), PayloadScheme::hmac),
    RETELL(
            "retell",
            Presets.WINDOW,
            Map.of(
                    HEADER, "X-Retell-Signature",
                    HEADER_FORMAT, "v={timestamp},d={signature}",
                    PAYLOAD_FORMAT, "{body}{timestamp}",
                    TIMESTAMP_UNIT, "milliseconds"),
            PayloadScheme::hmac),
    ELEVENLABS(
            "elevenlabs",
            Presets.WINDOW,
            Map.of(
                    HEADER, "ElevenLabs-Signature",
                    HEADER_FORMAT, "t={timestamp},v0={signature}",
                    SEPARATOR, ",",
                    PAYLOAD_FORMAT, "{timestamp}.{body}",
                    TOLERANCE_SECONDS, "1800"),
            PayloadScheme::hmac),
    BLAND("bland", Set.of(), Map.of(HEADER, "X-Webhook-Signature"), PayloadScheme::hmac),
    STANDARD_WEBHOOKS(
            "standard-webhooks",
            Presets.WINDOW,
            Presets.with(Presets.standardWebhooks("v1,{signature}"), SECRET_IS_BASE64, "true"),
            PayloadScheme::hmacWithSvixNames),
    STANDARD_WEBHOOKS_ED25519(
            "standard-webhooks-ed25519",
            Presets.WINDOW,
            Presets.standardWebhooks("v1a,{signature}"),
            PayloadScheme::ed25519WithSvixNames),
    X_HUB_SIGNATURE_256(
            "x-hub-signature-256",
            Set.of(),
            Map.of(HEADER, "X-Hub-Signature-256", PREFIX, "sha256="),
            PayloadScheme.sending("X-GitHub-Delivery")),
    JIRA(
            "jira",
            Set.of(),
            Map.of(HEADER, "X-Hub-Signature", PREFIX, "sha256="),
            PayloadScheme.sending("X-Atlassian-Webhook-Identifier")),
    SLACK(
            "slack-v0",
            Presets.WINDOW,
            Presets.with(
                    Presets.timed("X-Slack-Signature", "X-Slack-Request-Timestamp", "v0:{timestamp}:{body}"),
                    PREFIX,
                    "v0="),
            PayloadScheme::hmac),
    PAGERDUTY(
            "pagerduty-v3",
            Set.of(),
            Map.of(HEADER, "X-PagerDuty-Signature", PREFIX, "v1=", SEPARATOR, ","),
            PayloadScheme.sending("X-Webhook-Id")),
    HEADER_TOKEN("header-token", Set.of(HEADER, PREFIX), Map.of(), CredentialScheme::headerToken),
    BEARER("bearer", Set.of(), Map.of(), CredentialScheme::bearer),
    BASIC("basic", Set.of(USERNAME), Map.of(), CredentialScheme::basic),
    URL_TOKEN(
            "url-token",
            Set.of(POSITION, PARAMETER),
            Map.of(POSITION, "last-path-segment", PARAMETER, "token"),
            UrlTokenScheme::new);

    private final String label;
    private final Set<Option> settable;
    private final Map<Option, String> defaults;
    private final Function<SignatureConfig, SignatureScheme> maker;

    SchemeKind(
            String label,
            Set<Option> settable,
            Map<Option, String> defaults,
            Function<SignatureConfig, SignatureScheme> maker) {
        this.label = label;
        this.settable = settable;
        this.defaults = defaults;
        this.maker = maker;
    }

    /** @throws SignatureConfigException naming the nearest scheme when there is none of that name */
    static SchemeKind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new SignatureConfigException(List.of(unknown(label))));
    }

    private static Problem unknown(String label) {
        String message = "unknown scheme '" + label + "'";
        return switch (label) {
            case "plivo-v2" -> new Problem("scheme", message + ": it signs neither body nor query", "use plivo-v3");
            case "none" ->
                new Problem(
                        "scheme",
                        message + ": every sender proves itself",
                        "use url-token for a sender that can do nothing");
            default -> new Problem("scheme", message, "did you mean " + Nearest.to(label, names()) + "?");
        };
    }

    static List<String> names() {
        return Arrays.stream(values()).map(kind -> kind.label).toList();
    }

    SignatureScheme make(SignatureConfig config) {
        return maker.apply(config);
    }

    List<Problem> problems(Map<String, String> given) {
        List<Problem> problems = new ArrayList<>();
        given.forEach((key, value) -> problems.addAll(problems(key, value)));
        if (problems.isEmpty()) {
            problems.addAll(Consistency.problems(settable, given, completed(given)));
        }
        return problems;
    }

    private List<Problem> problems(String key, String value) {
        Option option = Option.named(key).filter(settable::contains).orElse(null);
        if (option == null) {
            String message = "the scheme " + label + " has no option '" + key + "'";
            return List.of(new Problem(key, message, hint(key)));
        }
        if (!option.allows(value)) {
            String message = "the option '" + key + "' of " + label + " cannot have this value";
            return List.of(new Problem(key, message, "write " + option.rule()));
        }
        return List.of();
    }

    private String hint(String key) {
        List<String> keys = settable.stream().map(Option::key).sorted().toList();
        return keys.isEmpty() ? "delete it: there are none" : "did you mean " + Nearest.to(key, keys) + "?";
    }

    /** The given options over the scheme's defaults over those of all schemes. */
    Map<String, String> completed(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of(
                PAYLOAD_FORMAT.key(), "{body}",
                ALGORITHM.key(), "sha256",
                ENCODING.key(), "hex",
                TIMESTAMP_UNIT.key(), "seconds",
                TOLERANCE_SECONDS.key(), "300"));
        defaults.forEach((option, value) -> all.put(option.key(), value));
        all.putAll(given);
        boolean timeElsewhere = all.getOrDefault(HEADER_FORMAT.key(), "").contains("{timestamp}");
        if (!given.containsKey(TIMESTAMP_HEADER.key())
                && (timeElsewhere || !all.get(PAYLOAD_FORMAT.key()).contains("{timestamp}"))) {
            all.remove(TIMESTAMP_HEADER.key());
        }
        long future = Math.min(300, Long.parseLong(all.get(TOLERANCE_SECONDS.key())));
        all.putIfAbsent(FUTURE_TOLERANCE_SECONDS.key(), Long.toString(future));
        return all;
    }
}
