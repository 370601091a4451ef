package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CallReportJsonTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:05.123456789Z");

    private static CallReport everyField() {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        for (CallField field : CallField.values()) {
            Confirmation confirmation = Confirmation.values()[field.ordinal() % Confirmation.values().length];
            fields.put(field, new FieldValue(value(field), field.reportedBy(), confirmation, Phase.ANALYZED, AT));
        }
        return new CallReport("generic", "call-1", new TreeSet<>(List.of(Phase.ENDED, Phase.ANALYZED)), fields);
    }

    private static Object value(CallField field) {
        return switch (field.kind()) {
            case TEXT, PHONE -> field.path() + " \"😀\u2028</script>";
            case FLAG -> true;
            case NUMBER -> 1_000_000_000_000L;
            case TIME -> AT;
            case LIST -> List.of("a", "b");
            case MAP -> new TreeMap<>(Map.of("k", "v", "a", "b"));
        };
    }

    @Test
    void report_isReadBackAsItWas() {
        assertThat(CallReportJson.read(CallReportJson.write(everyField()))).isEqualTo(everyField());
    }

    @Test
    void value_tellsWhoSaidItAndHowFarItIsConfirmed() {
        Map<CallField, FieldValue> fields =
                Map.of(CallField.REGION, new FieldValue("eu", Origin.CALLER, Confirmation.READ_BACK, Phase.ENDED, AT));
        CallReport report = new CallReport("s", "c", new TreeSet<>(List.of(Phase.ENDED)), fields);
        assertThat(CallReportJson.write(report))
                .isEqualTo(
                        "{\"source\":\"s\",\"call_id\":\"c\",\"phases\":[\"call.ended\"],\"fields\":{\"report.region\":"
                                + "{\"value\":\"eu\",\"origin\":\"caller\",\"confirmation\":\"read_back\","
                                + "\"phase\":\"call.ended\",\"at\":\"2026-11-21T09:00:05.123456789Z\"}}}");
    }

    @Test
    void fieldOfALaterVersion_isLeftOut() {
        String stored = CallReportJson.write(everyField()).replace("report.region", "report.planet");
        assertThat(CallReportJson.read(stored).field(CallField.REGION)).isEmpty();
    }

    @Test
    void brokenReport_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> CallReportJson.read("{\"source\":\"Dana\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a stored call report cannot be read")
                .hasNoCause();
    }
}
