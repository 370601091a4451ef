package io.patchbay.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.directory.DirectoryFiles;
import io.patchbay.directory.Staff;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.mapping.Envelopes;
import io.patchbay.intake.mapping.Translator;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.Rules;
import io.patchbay.samples.Sample.Delivery;
import io.patchbay.samples.Sample.ExpectedCall;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples against the shipped directory and rules, without a hub. The journeys post them over HTTP. */
class SamplesTest {
    private static final Path SHIPPED = Path.of("connectors-config");
    private static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");

    private static final DirectoryFiles DIRECTORY = DirectoryFiles.load(SHIPPED, Clock.systemUTC());
    private static final Rules RULES = new Rules(new RuleSetLoader(
                    DIRECTORY.queues().names(),
                    DIRECTORY.staff().members().stream().map(Staff.Member::id).collect(Collectors.toSet()))
            .load(SHIPPED));
    private static final Translator TRANSLATOR = new Translator(new Envelopes());

    private static SourceConfig trusted;

    @BeforeAll
    static void trustTheSender() {
        trusted = Sources.load(SHIPPED, new EnvironmentReferences(SamplesTest::variable))
                .find("generic")
                .orElseThrow();
    }

    static List<Sample> samples() {
        return Sample.all();
    }

    private static String variable(String name) {
        if (name.equals("SOURCE_GENERIC_TRUSTS_VERIFICATION")) {
            return "true";
        }
        return name.equals("SOURCE_GENERIC_SECRET") ? "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0" : null;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_isMatchedAndDecidedAsExpected(Sample sample) {
        Map<String, CallReport> reports = reports(sample);
        Set<String> reporting = new HashSet<>();

        assertThat(sample.calls()).extracting(ExpectedCall::call).containsExactlyElementsOf(reports.keySet());
        for (ExpectedCall expected : sample.calls()) {
            CallReport report = reports.get(expected.call());
            AccountMatch match = DIRECTORY.directory().match(report);
            reporting.add(match.accountId());
            Decision decision = RULES.decide(report, match, signals(report, reporting), History.NONE);

            check(expected, match);
            check(expected, decision);
        }
    }

    private static void check(ExpectedCall expected, AccountMatch match) {
        assertThat(match.level().name().toLowerCase(Locale.ROOT)).isEqualTo(expected.match());
        assertThat(match.account() == null ? "" : match.account().id()).isEqualTo(expected.account());
        assertThat(match.scopeCorrection()).isEqualTo(expected.scopeCorrection());
        assertThat(match.stale()).isFalse();
    }

    private static void check(ExpectedCall expected, Decision decision) {
        assertThat(decision.queue()).isEqualTo(expected.queue());
        assertThat(decision.rule()).isEqualTo(expected.rule());
        assertThat(decision.severity().label()).isEqualTo(expected.severity());
        assertThat(decision.reviewReasons()).containsExactlyInAnyOrderElementsOf(expected.reviewReasons());
        if (expected.pageSent()) {
            assertThat(decision.severity().confirmedBy()).isEqualTo("rule:" + expected.pageWhy());
        }
    }

    private static Map<String, CallReport> reports(Sample sample) {
        Map<String, CallReport> reports = new LinkedHashMap<>();
        for (Delivery delivery : sample.deliveries()) {
            RawEvent event = new RawEvent("generic", "application/json", "", Map.of(), delivery.body());
            CallReport report = TRANSLATOR.translate(trusted, event, RECEIVED);
            reports.merge(report.callId(), report, CallReport::merge);
        }
        return reports;
    }

    private static Signals signals(CallReport report, Set<String> accounts) {
        FailureSignature signature = FailureSignature.of(report);
        return signature.equals(FailureSignature.NONE)
                ? Signals.NONE
                : new Signals(signature.label(), accounts.size(), List.of(), "", "");
    }

    @Test
    void samples_coverEveryQueue() {
        Set<String> queues = samples().stream()
                .flatMap(sample -> sample.calls().stream())
                .map(ExpectedCall::queue)
                .collect(Collectors.toSet());

        assertThat(queues).isEqualTo(DIRECTORY.queues().names());
    }

    @Test
    void samples_tellTheStoriesThatAreAskedFor() {
        assertThat(samples())
                .extracting(sample -> sample.name().substring(3))
                .contains(
                        "another-tenants-incident",
                        "highest-severity-demanded",
                        "security-as-support",
                        "delivered-twice",
                        "phases-out-of-order",
                        "repeat-call",
                        "three-accounts-one-failure",
                        "high-value-account-blocked",
                        "unknown-account",
                        "interrupted",
                        "hostile-text",
                        "failed-verification",
                        "legal-threat",
                        "data-loss-claim");
    }

    @Test
    void webhookId_namesOneBody_andOnlyItsRepetitionIsADuplicate() {
        Map<String, Path> bodies = new LinkedHashMap<>();
        samples().stream().flatMap(sample -> sample.deliveries().stream()).forEach(delivery -> {
            Path first = bodies.putIfAbsent(delivery.webhookId(), delivery.file());
            assertThat(delivery.duplicate()).isEqualTo(first != null);
            assertThat(delivery.file()).isEqualTo(bodies.get(delivery.webhookId()));
        });
    }

    @Test
    void noSample_touchesAnother() {
        Map<String, String> sampleOfSignature = new LinkedHashMap<>();
        Map<String, String> sampleOfCall = new LinkedHashMap<>();
        for (Sample sample : samples()) {
            reports(sample).forEach((call, report) -> {
                assertThat(sampleOfCall.put(call, sample.name())).isNull();
                FailureSignature signature = FailureSignature.of(report);
                if (!signature.equals(FailureSignature.NONE)) {
                    String other = sampleOfSignature.putIfAbsent(signature.label(), sample.name());
                    assertThat(other).isIn(null, sample.name());
                }
            });
        }
    }

    @Test
    void callThatJoins_namesAnEarlierCallAndMakesNoTicket() {
        samples().forEach(sample -> sample.calls().forEach(call -> {
            assertThat(call.ticketCreated()).isEqualTo(call.joins().isEmpty());
            assertThat(call.pageSent() && call.severity().equals("unconfirmed")).isFalse();
        }));
    }
}
