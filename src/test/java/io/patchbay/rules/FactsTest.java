package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.History;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import io.patchbay.event.Signals;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

    private static Map<String, Object> facts(CallReport report, AccountMatch match) {
        return ShippedRules.rules()
                .facts(report, match, Signals.NONE, History.NONE)
                .asMap();
    }

    private static Map<String, Object> facts(CallReport report) {
        return facts(report, ShippedRules.match(Level.KNOWN));
    }

    @Test
    void callThatSaysNothing_hasEveryFactOfItsTypeAndAbsent() {
        CallReport nothing = new CallReport("generic", "call-1", new TreeSet<>(), Map.of());
        Map<String, Object> facts = facts(nothing, ShippedRules.match(Level.NONE));
        assertThat(facts).hasSize(Fact.values().length).containsEntry("call.source", "generic");
        for (Fact fact : Fact.values()) {
            if (fact != Fact.CALL_SOURCE) {
                assertThat(facts).containsEntry(fact.path(), fact.absent());
            }
            assertThat(fact.kind().holds(facts.get(fact.path()))).isTrue();
        }
    }

    @Test
    void vocabulary_hasNoWordForClaimedSeverityNorForADestination() {
        assertThat(Arrays.stream(Fact.values()).map(Fact::path))
                .noneMatch(name -> name.matches(".*(urgen|sever|priorit|callback_number|contact|[.]from$|[.]to$).*"));
    }

    @ParameterizedTest
    @CsvSource({
        "CALLER, REPORTED, ''",
        "CALLER, READ_BACK, ''",
        "CALLER, CORRECTED, ''",
        "SOURCE, CORRECTED, ''",
        "CALLER, VERIFIED, blocked",
        "STAFF, CORRECTED, blocked"
    })
    void claim_isVerified_onlyByVerificationOrByStaff(Origin origin, Confirmation confirmation, String verified) {
        CallReport report =
                ShippedRules.with(ShippedRules.analyzed(Map.of()), CallField.IMPACT, "Blocked", origin, confirmation);
        assertThat(facts(report)).containsEntry("caller.impact", "blocked").containsEntry("verified.impact", verified);
    }

    @Test
    void accountThatIsOnlyAGuess_givesNoFacts() {
        assertThat(facts(ShippedRules.analyzed(Map.of()), ShippedRules.match(Level.MAYBE, true)))
                .containsEntry("directory.match", "maybe")
                .containsEntry("directory.account_known", false)
                .containsEntry("directory.account", "")
                .containsEntry("directory.tier", "")
                .containsEntry("directory.high_value", false)
                .containsEntry("directory.products", List.of());
    }

    @ParameterizedTest
    @CsvSource({"SUMMARY", "ERROR_MESSAGE", "INTENT"})
    void mention_isFoundInEveryText(CallField field) {
        assertThat(facts(ShippedRules.analyzed(Map.of(field, "we were hacked"))))
                .containsEntry("caller.mentions", List.of("security"));
    }

    @Test
    void mention_isFoundInTopicsAndExtraFields() {
        CallReport report = ShippedRules.analyzed(Map.of(
                CallField.TOPICS, List.of("malware"), CallField.EXTRA, Map.of("note", "lawyer", "invoice", "none")));
        assertThat(facts(report)).containsEntry("caller.mentions", List.of("legal", "security"));
    }

    @Test
    void promise_isFoundInSummaryAndPromises_onceEach() {
        CallReport report = ShippedRules.analyzed(Map.of(
                CallField.SUMMARY,
                "Hello. You will get a refund.",
                CallField.PROMISES,
                List.of("You will get a refund.", "It would be back by noon", "Hello")));
        assertThat(facts(report))
                .containsEntry(
                        "caller.unsupported_claims",
                        List.of("refund: You will get a refund.", "restoration_time: It would be back by noon"));
    }

    @Test
    void hugeTexts_areCutForTheFacts_butHeardToTheEnd() {
        String summary = "blah ".repeat(50_000) + "we were hacked";
        CallReport report = ShippedRules.analyzed(Map.of(
                CallField.SUMMARY, summary,
                CallField.ERROR_MESSAGE, "\ud83d\ude00".repeat(5_000),
                CallField.TOPICS,
                        java.util.stream.IntStream.range(0, 500)
                                .mapToObj(i -> "t" + i)
                                .toList()));
        Map<String, Object> facts = facts(report);
        assertThat(facts).containsEntry("caller.mentions", List.of("security"));
        assertThat((String) facts.get("caller.error_message")).hasSizeLessThanOrEqualTo(4_000);
        assertThat((List<?>) facts.get("caller.topics")).hasSize(100);
    }

    @Test
    void callTime_isTheCallsOwn() {
        CallReport report = ShippedRules.analyzed(Map.of(CallField.SUMMARY, "x"));
        assertThat(facts(report)).containsEntry("call.at", "2026-11-21T09:00:05Z");
        Instant ended = Instant.parse("2026-11-20T23:59:59Z");
        assertThat(facts(ShippedRules.analyzed(Map.of(CallField.CALL_ENDED_AT, ended))))
                .containsEntry("call.at", "2026-11-20T23:59:59Z");
    }

    @Test
    void call_isAnalyzed_onceAnAnalysisOrACorrectionHasCome() {
        for (Phase phase : Phase.values()) {
            CallReport report = ShippedRules.report(Set.of(phase), Map.of(), Confirmation.REPORTED);
            assertThat(facts(report)).containsEntry("call.analyzed", phase == Phase.ANALYZED || phase == Phase.UPDATED);
        }
    }

    @Test
    void storedFact_ofTheWrongType_isRefusedByName() {
        assertThatThrownBy(() -> Facts.stored(Map.of("history.open_cases", "three")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("history.open_cases is a number");
        assertThatThrownBy(() -> Facts.stored(Map.of("call.at", "yesterday")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
