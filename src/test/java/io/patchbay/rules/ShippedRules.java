package io.patchbay.rules;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Account;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules as they are shipped, and calls to ask them about. */
final class ShippedRules {
    static final Set<String> QUEUES =
            Set.of("security", "privacy", "identity", "billing", "commercial", "support", "review");
    static final Set<String> OWNERS = Set.of(
            "security-desk", "noor", "identity-desk", "billing-desk", "account-desk", "support-tier-2", "review-desk");
    static final Path FOLDER = Path.of("connectors-config");
    static final Instant AT = Instant.parse("2026-11-21T09:00:05Z");

    private static final RuleSet RULES = loader().load(FOLDER);

    private ShippedRules() {}

    static RuleSetLoader loader() {
        return new RuleSetLoader(QUEUES, OWNERS);
    }

    static RuleSet rules() {
        return RULES;
    }

    /** The shipped rules with one more English phrase of that topic. */
    static RuleSet withPhrase(String topic, String phrase) {
        SortedMap<String, SortedMap<String, List<String>>> topics = new TreeMap<>();
        RULES.lexicon().topics().forEach((name, languages) -> topics.put(name, new TreeMap<>(languages)));
        List<String> phrases = new ArrayList<>(topics.get(topic).get("en"));
        phrases.add(phrase);
        topics.get(topic).put("en", phrases);
        return RuleSet.of(RULES.rules(), Lexicon.of(topics, RULES.lexicon().promises()));
    }

    static CallReport analyzed(Map<CallField, Object> said) {
        return report(Set.of(Phase.ANALYZED), said, Confirmation.REPORTED);
    }

    static CallReport report(Set<Phase> phases, Map<CallField, Object> said, Confirmation confirmation) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        said.forEach((field, value) ->
                fields.put(field, new FieldValue(value, field.reportedBy(), confirmation, Phase.ANALYZED, AT)));
        return new CallReport("generic", "call-1", new TreeSet<>(phases), fields);
    }

    static CallReport with(CallReport report, CallField field, Object value, Origin origin, Confirmation confirmation) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        fields.putAll(report.fields());
        fields.put(field, new FieldValue(value, origin, confirmation, Phase.UPDATED, AT));
        return new CallReport(report.source(), report.callId(), report.phases(), fields);
    }

    static AccountMatch match(Level level) {
        return match(level, false);
    }

    static AccountMatch match(Level level, boolean highValue) {
        Account account = level == Level.NONE
                ? null
                : new Account(
                        "acct-1042",
                        "Northwind",
                        "enterprise",
                        "24x7",
                        "dana",
                        "retail",
                        "eu-west-1",
                        highValue,
                        List.of("checkout"));
        return new AccountMatch(
                level, "test", account, "", false, "", false, basis(level), level.compareTo(Level.KNOWN) >= 0);
    }

    private static AccountMatch.Basis basis(Level level) {
        return switch (level) {
            case NONE -> AccountMatch.Basis.NONE;
            case MAYBE -> AccountMatch.Basis.REFERENCE_ONLY;
            case KNOWN -> AccountMatch.Basis.LINE;
            case VERIFIED -> AccountMatch.Basis.VERIFICATION;
        };
    }
}
