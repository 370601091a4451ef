package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportFactsTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private static CaseBrief called(int calls, String intent, String page, List<String> claims) {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                "acct-1",
                "",
                "",
                "known",
                "",
                "",
                "",
                "",
                "",
                intent,
                "search",
                "",
                "HTTP 504",
                "",
                "",
                0,
                "",
                "",
                "",
                "",
                "",
                false,
                true,
                "line");
        return new CaseBrief(
                "AAAA-0001",
                "generic",
                "call-1",
                "support",
                false,
                "open",
                false,
                new Person("", "", "", "", ""),
                Severity.UNCONFIRMED,
                matter,
                "",
                List.of(),
                claims,
                calls,
                NINE,
                Map.of("pagerduty", new CaseBrief.Receipt("pagerduty", page, "", "", "", "", "")),
                Map.of(),
                List.of());
    }

    private static Incident openedAtNine() {
        return new Incident(
                "inc_1",
                "INC-00001",
                "Search fails",
                "open",
                "investigating",
                "signal:several accounts",
                List.of(),
                List.of(),
                0,
                "",
                3,
                Incident.Thread.NONE,
                NINE,
                NINE,
                null);
    }

    @Test
    void theFacts_sayHowManyCalled_aboutWhat_andWhatWasSpared() {
        List<CaseBrief> cases = List.of(
                called(3, "report_outage", "succeeded", List.of("a refund by Friday")),
                called(1, "report_outage", "not_paged", List.of()),
                called(2, "get_help", "not_paged", List.of()));
        ReportFacts facts = ReportFacts.of(openedAtNine(), 2, cases, 8, NINE.plus(Duration.ofHours(4)));

        assertThat(facts.calls()).isEqualTo(6);
        assertThat(facts.deflected()).isEqualTo(3);
        assertThat(facts.callsPerHour()).isEqualTo(1.5);
        assertThat(facts.shareOfAccounts()).isEqualTo(0.25);
        assertThat(facts.themes().get("intents"))
                .containsExactly(Map.entry("report_outage", 2L), Map.entry("get_help", 1L));
        assertThat(facts.themes().get("errors")).containsEntry("HTTP 504", 3L);
        assertThat(facts.unsupportedClaims()).isEqualTo(1);
        assertThat(facts.pages()).isEqualTo(1);
    }
}
