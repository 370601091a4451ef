package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Phase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What was known of a call while its case was restricted is not shown elsewhere afterwards. */
class SealedValuesTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private static CallReport report(Map<CallField, Object> said) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        said.forEach((field, value) -> fields.put(
                field, new FieldValue(value, field.reportedBy(), Confirmation.REPORTED, Phase.ANALYZED, NINE)));
        return new CallReport("generic", "call-1", new TreeSet<>(List.of(Phase.ANALYZED)), fields);
    }

    @Test
    void everyValueOfARestrictedPhase_isLeftOut_andLaterOnesAreShown() {
        CallReport restricted = report(Map.of(
                CallField.SUMMARY,
                "a leak",
                CallField.PROMISES,
                List.of("by noon"),
                CallField.AFFECTED_USERS,
                40L,
                CallField.CALLER_NAME,
                "Dana"));
        SealedValues sealed = SealedValues.NONE.with(restricted);

        CallReport later = report(Map.of(
                CallField.SUMMARY,
                "a question",
                CallField.PROMISES,
                List.of("by noon"),
                CallField.AFFECTED_USERS,
                40L,
                CallField.CALLER_NAME,
                "Dana"));

        assertThat(sealed.open(restricted).fields()).isEmpty();
        assertThat(sealed.open(later).fields()).containsOnlyKeys(CallField.SUMMARY);
    }

    @Test
    void valueRepeatedInAnotherField_isLeftOutToo() {
        SealedValues sealed = SealedValues.NONE.with(report(Map.of(CallField.SUMMARY, "a leak")));

        assertThat(sealed.open(report(Map.of(CallField.ERROR_MESSAGE, "a leak")))
                        .fields())
                .isEmpty();
    }

    @Test
    void howTheCallWent_isNoSecret() {
        CallReport report = report(Map.of(CallField.FROM, "+15550100001", CallField.DURATION_SECONDS, 30L));

        assertThat(SealedValues.NONE.with(report).open(report)).isEqualTo(report);
    }

    @Test
    void sealedValues_areStoredWithoutWhatTheySay_andReadAgain() {
        SealedValues sealed = SealedValues.NONE.with(report(Map.of(CallField.SUMMARY, "a leak")));

        assertThat(sealed.json()).doesNotContain("leak");
        assertThat(SealedValues.parse(sealed.json()).json()).isEqualTo(sealed.json());
        assertThat(SealedValues.parse("[]").isEmpty()).isTrue();
    }
}
