package io.patchbay.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private static final String ACME = """
            name: acme
            kind: call
            signature: {scheme: hmac, header: X-Acme-Signature}
            delivery_id: /id
            call_id: /call
            phase: {from: /event, map: {finished: call.ended}}
            """;

    @TempDir
    Path folder;

    private Sources load(Map<String, String> environment, String... namesAndTexts) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Files.writeString(sources.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        return Sources.load(folder, new EnvironmentReferences(environment::get));
    }

    private List<String> problems(Map<String, String> environment, String... namesAndTexts) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> load(environment, namesAndTexts));
        return refused.problems().stream().map(ConfigurationProblem::toString).toList();
    }

    private List<String> problemsOf(String acme) {
        return problems(Map.of("SOURCE_ACME_SECRET", "s3cret"), "acme.yaml", acme);
    }

    @Test
    void source_hasItsSecretsFromTheEnvironment() throws IOException {
        Map<String, String> environment = Map.of("SOURCE_ACME_SECRET", "one", "SOURCE_ACME_SECRET_NEXT", "two");
        SourceConfig acme = load(environment, "acme.yaml", ACME).find("acme").orElseThrow();
        assertThat(acme.secrets().values()).containsExactly("one", "two");
        assertThat(acme.gracePeriod()).isEqualTo(Duration.ofMinutes(10));
        assertThat(acme.secrets() + " " + acme).doesNotContain("one").doesNotContain("two");
    }

    @Test
    void headersThatTheFileReads_areKnownWhateverTheirNames() throws IOException {
        String text = ACME.replace("call_id: /call", "call_id: [\"header:X_Call.Id\", \"header: x-call#/inner/id\"]")
                + "fields: {account.reference: {from: \"header:X-Account\", when: {\"header:X~Kind\": a}}}\n";
        SourceConfig acme = load(Map.of("SOURCE_ACME_SECRET", "x"), "acme.yaml", text)
                .find("acme")
                .orElseThrow();
        assertThat(acme.headersRead()).containsExactly("x-account", "x-call", "x_call.id", "x~kind");
    }

    @Test
    void enabledSource_withoutItsSecret_refusesToStart() {
        assertThat(problems(Map.of("SOURCE_ACME_SECRET", " "), "acme.yaml", ACME))
                .containsExactly("sources/acme.yaml:1:1: the source is enabled but has no secret\n"
                        + "    fix: set ${SOURCE_ACME_SECRET} in the environment, or write enabled: when_secret");
    }

    @Test
    void unsignedFeedbackSource_withoutItsToken_refusesToStart() {
        String page = "name: page\nkind: feedback\nsignature: {scheme: url-token}\ndelivery_id: /id\ntype: /status\n";
        assertThat(problems(Map.of(), "page.yaml", page)).hasSize(1);
    }

    @Test
    void sourceThatWaitsForItsSecret_isSwitchedOffWithoutIt() throws IOException {
        Sources sources = load(Map.of(), "acme.yaml", ACME + "enabled: when_secret\n");
        assertThat(sources.find("acme")).isEmpty();
        assertThat(sources.switchedOff()).containsExactly("acme");
    }

    @Test
    void sourceThatIsSwitchedOff_staysOffWithItsSecret() throws IOException {
        Sources sources = load(Map.of("SOURCE_ACME_SECRET", "x"), "acme.yaml", ACME + "enabled: false\n");
        assertThat(sources.enabled()).isEmpty();
    }

    @Test
    void secretInTheFile_isRefusedAndNotRepeated() {
        assertThat(problemsOf(ACME + "secret: hunter2\n"))
                .containsExactly("sources/acme.yaml:7:1: a secret does not stand in a file\n"
                        + "    fix: write ${SOURCE_ACME_SECRET} and set that variable");
    }

    @Test
    void addresses_comeFromTheEnvironmentOrAreAbsent() throws IOException {
        String text = ACME + "public_url: ${PUBLIC}/hooks/acme\nwrite_back: {url: \"${ACME_WRITE_BACK}\"}\n";
        Map<String, String> all = Map.of(
                "SOURCE_ACME_SECRET",
                "x",
                "PUBLIC",
                "https://hub.example.com",
                "ACME_WRITE_BACK",
                "https://acme.example.com/w");
        Sources sources = load(all, "acme.yaml", text);
        assertThat(sources.find("acme").orElseThrow().publicUrl())
                .contains(URI.create("https://hub.example.com/hooks/acme"));
        assertThat(sources.writeBackTargets().get("acme").url()).isEqualTo(URI.create("https://acme.example.com/w"));
        assertThat(load(Map.of("SOURCE_ACME_SECRET", "x")).writeBackTargets()).isEmpty();
    }

    @Test
    void addressThatIsNoUrl_isRefusedAndNotRepeated() {
        assertThat(problemsOf(ACME + "write_back: {url: \"ftp://user:pw@x\"}\n"))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:7:14: this does not resolve to a URL")
                .doesNotContain("pw");
    }

    @Test
    void signatureBlock_hasItsReferencesResolved() throws IOException {
        String text = ACME.replace("hmac, header: X-Acme-Signature", "twilio, urlCredentials: \"${ACME_USER}\"")
                + "public_url: https://hub.example.com/hooks/acme\n";
        Sources sources = load(Map.of("SOURCE_ACME_SECRET", "x", "ACME_USER", "u:p"), "acme.yaml", text);
        assertThat(sources.find("acme")
                        .orElseThrow()
                        .signature()
                        .path("urlCredentials")
                        .asText())
                .isEqualTo("u:p");
        assertThat(problemsOf(text)).first().asString().contains("a variable named here is not set");
    }

    @Test
    void unknownScheme_isToldWithLineAndNearestName() {
        assertThat(problemsOf(ACME.replace("hmac", "hmak")))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:3:13: unknown scheme 'hmak'")
                .contains("did you mean hmac?");
    }

    @Test
    void unknownReportField_isToldWithLineAndNearestName() {
        assertThat(problemsOf(ACME + "fields:\n  report.sumary: /text\n"))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:8:3: a call report has no field 'report.sumary'\n"
                        + "    fix: did you mean 'report.summary'?");
    }

    @Test
    void unknownKey_isToldWithLineAndNearestName() {
        assertThat(problemsOf(ACME + "trust_verification: true\n"))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:7:1:")
                .contains("did you mean 'trusts_verification'?");
    }

    @Test
    void unknownFormat_isToldWithLineAndNearestName() {
        assertThat(problemsOf(ACME + "fields:\n  call.duration_seconds: {from: /x, as: minuets}\n"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("sources/acme.yaml:8:").contains("did you mean 'minutes'?"));
    }

    @Test
    void formatOfAnotherKind_isToldWithTheFormatsOfThisOne() {
        assertThat(problemsOf(ACME + "fields:\n  call.started_at: {from: /x, as: minutes}\n"))
                .containsExactly(
                        "sources/acme.yaml:8:31: 'minutes' does not give what this field takes\n"
                                + "    fix: did you mean 'epoch_s'? Valid are datetime_utc, epoch_ms, epoch_s, rfc2822, rfc3339");
    }

    @Test
    void badReferences_areAllToldAtOnce() {
        String text =
                ACME + "fields:\n  call.from: from:From\n  call.to: To\n  call.agent: /a~b\n  caller.name: \"form:\"\n";
        assertThat(problemsOf(text))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("sources/acme.yaml:8:3:")
                                .contains("did you mean 'form'?"),
                        problem -> assertThat(problem)
                                .startsWith("sources/acme.yaml:9:3:")
                                .contains("did you mean '/To'"),
                        problem -> assertThat(problem)
                                .startsWith("sources/acme.yaml:10:3:")
                                .contains("write ~ in a name as ~0"),
                        problem -> assertThat(problem)
                                .startsWith("sources/acme.yaml:11:3:")
                                .contains("names nothing"));
    }

    @Test
    void unknownPhase_isToldWithTheNearestOne() {
        assertThat(problemsOf(ACME.replace("call.ended", "call.end")))
                .containsExactly(
                        "sources/acme.yaml:6:29: 'call.end' is not a phase\n    fix: did you mean 'call.ended'? "
                                + "Valid are call.analyzed, call.ended, call.started, call.transfer, call.updated");
    }

    @Test
    void constantsAndMapsThatDoNotFit_areRefused() {
        String text = ACME + "fields:\n  call.interrupted: {const: maybe}\n"
                + "  report.data_loss: {from: /x, map: {lost: perhaps}}\n  call.from: {from: /x, region: USA}\n";
        assertThat(problemsOf(text))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains(":8:").contains("'maybe' cannot be read as boolean"),
                        problem -> assertThat(problem).contains(":9:").contains("'perhaps' cannot be read as boolean"),
                        problem -> assertThat(problem).contains(":10:").contains("'USA' is not a region"));
    }

    @Test
    void spreadKeys_areCheckedLikeFields() {
        String text = ACME + "spread:\n  - from: /data\n    keys:\n      area: report.product_aera\n";
        assertThat(problemsOf(text))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:10:7:")
                .contains("did you mean 'report.product_area'?");
    }

    @Test
    void nameAndFile_mustAgree() {
        assertThat(problemsOf(ACME.replace("acme", "acne"))).anySatisfy(problem -> assertThat(problem)
                .startsWith("sources/acme.yaml:1:1: the source is called 'acne' but its file 'acme'"));
    }

    @Test
    void gracePeriod_isATimeWithAUnit() {
        assertThat(problemsOf(ACME + "grace_period: soon\n"))
                .containsExactly("sources/acme.yaml:7:1: 'soon' is not a time between 0s and 7d\n"
                        + "    fix: write a number and a unit, like 90s, 10m, 2h or 1d");
    }

    @Test
    void callSource_needsCallIdAndPhase_feedbackMayNotHaveThem() {
        String feedback = ACME.replace("kind: call", "kind: feedback") + "type: /event\n";
        assertThat(problemsOf(ACME.replace("call_id: /call\n", "")))
                .singleElement()
                .asString()
                .contains("call_id");
        assertThat(problemsOf(feedback)).isNotEmpty();
    }

    @Test
    void brokenFiles_areAllTold() {
        assertThat(problems(Map.of(), "a.yaml", "name: [", "b.yaml", ACME.replace("acme", "b"), "c.yml", ACME))
                .anySatisfy(problem -> assertThat(problem).startsWith("sources/a.yaml:"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sources/b.yaml:"))
                .anySatisfy(problem -> assertThat(problem).contains("source files end in .yaml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "header:X-Acme-Id" | hmac, header: X-Acme-Signature | the body. | signed_hash
            ["header:X-Acme-Id", /id] | hmac, header: X-Acme-Signature | the body. | signed_hash
            {first_of: [/id, "header:X-Acme-Id"]} | hmac, header: X-Acme-Signature | the body. | signed_hash
            [{from: [/id, "header:X-Acme-Id"], default: "-"}] | hmac, header: X-Acme-Signature | the body. | signed_hash
            [{from: /id, when: {"header:X-Acme-Id": a}}] | hmac, header: X-Acme-Signature | the body. | signed_hash
            ["query:id"] | hmac, header: X-Acme-Signature | the body. | signed_hash
            signed_id | hmac, header: X-Acme-Signature | the body. | signed_hash
            "header:X-Acme-Signature" | hmac, header: X-Acme-Signature | the body. | signed_hash
            "header:I-Twilio-Idempotency-Token" | twilio | the body, the URL with its query. | signed_hash
            "header:X-Webhook-Id" | pagerduty-v3 | the body. | signed_hash
            "header:X-Atlassian-Webhook-Identifier" | jira | the body. | signed_hash
            "header:X-GitHub-Delivery" | x-hub-signature-256 | the body. | signed_hash
            "header:Idempotency-Key" | standard-webhooks | the body, the id (signed_id, header svix-id or webhook-id), the time (header svix-timestamp or webhook-timestamp). | signed_id
            "header:X-Slack-Retry-Num" | slack-v0 | the body, the time (header X-Slack-Request-Timestamp). | signed_hash
            "header:Authorization" | vonage-jwt | the body, the id (signed_id). | signed_hash
            "query:id" | telnyx-ed25519 | the body, the time (header telnyx-timestamp). | signed_hash
            "header:X-Id" | bearer | the body. | signed_hash
            """)
    void deliveryIdThatReadsWhatNobodySigned_isRefusedWithWhatIs(String id, String scheme, String parts, String fix) {
        String text = ACME.replace("hmac, header: X-Acme-Signature", scheme)
                .replace("delivery_id: /id", "delivery_id: " + id);

        assertThat(problems(Map.of(), "acme.yaml", text + "enabled: when_secret\n"))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:4:")
                .contains("does not sign")
                .contains("signs " + parts)
                .contains("delivery_id: " + fix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            signed_id | standard-webhooks
            "header:webhook-id" | standard-webhooks
            {first_of: ["header:SVIX-ID", "header:webhook-id"]} | standard-webhooks
            ["header:webhook-timestamp", /id] | standard-webhooks
            "header:X-Acme-Id" | hmac, header: X-Sig, payloadFormat: "{id}.{body}", idHeader: x-acme-id
            ["query:id", "form:a"] | hmac, header: X-Sig, payloadFormat: "{url}.{body}"
            ["query:id", "form:a"] | twilio
            signed_id | vonage-jwt
            signed_id | plivo-v3
            signed_hash | bland
            [/id, body_hash] | header-token, header: X-Key
            """)
    void deliveryIdThatReadsSignedParts_isTaken(String id, String scheme) throws IOException {
        String text = ACME.replace("hmac, header: X-Acme-Signature", scheme)
                .replace("delivery_id: /id", "delivery_id: " + id);

        assertThat(load(Map.of(), "acme.yaml", text + "enabled: when_secret\n").switchedOff())
                .containsExactly("acme");
    }

    @Test
    void signedIdOutsideOfDeliveryId_isRefused() {
        assertThat(problemsOf(ACME.replace("call_id: /call", "call_id: signed_hash")))
                .singleElement()
                .asString()
                .startsWith("sources/acme.yaml:5:")
                .contains("read it in delivery_id only");
    }

    @Test
    void idThatIsSignedWithoutADelimiter_isRefused() {
        assertThat(problemsOf(
                        ACME.replace("X-Acme-Signature", "X-Sig, payloadFormat: \"{id}{body}\", idHeader: X-Acme-Id")))
                .singleElement()
                .asString()
                .contains("joins the id to another part without a delimiter");
    }

    @Test
    void folderWithoutSources_isTold() {
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> Sources.load(folder, new EnvironmentReferences(name -> null)));
        assertThat(refused).hasMessageContaining("the folder cannot be read");
    }
}
