package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.intake.signature.SignatureConfigException.Problem;
import io.patchbay.platform.YamlFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureConfigTest {

    @Test
    void block_isReadWithTheDefaultsOfItsScheme() {
        SignatureConfig config = config("{scheme: elevenlabs, futureToleranceSeconds: 60}");

        assertThat(config.scheme()).isEqualTo("elevenlabs");
        assertThat(config.number(Option.TOLERANCE_SECONDS)).isEqualTo(1_800);
        assertThat(config.number(Option.FUTURE_TOLERANCE_SECONDS)).isEqualTo(60);
        assertThat(config.text(Option.HEADER)).isEqualTo("ElevenLabs-Signature");
    }

    @ParameterizedTest
    @CsvSource({
        "standard_webhooks, standard-webhooks",
        "twillio, twilio",
        "slack, slack-v0",
        "pagerduty, pagerduty-v3",
        "HMAC, hmac"
    })
    void unknownScheme_namesTheNearest(String typed, String meant) {
        Problem problem = onlyProblem("{scheme: " + typed + "}");

        assertThat(problem.option()).isEqualTo("scheme");
        assertThat(problem.message()).contains("'" + typed + "'");
        assertThat(problem.fix()).isEqualTo("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plivo-v2", "none"})
    void schemeThatProvesNothing_isRefusedWithAWayOut(String scheme) {
        assertThat(onlyProblem("{scheme: " + scheme + "}").fix()).startsWith("use ");
    }

    @Test
    void missingScheme_listsAllSchemes() {
        assertThat(onlyProblem("{header: X-Signature}").fix()).contains("twilio", "url-token");
    }

    @ParameterizedTest
    @CsvSource({
        "hmac, timestamp-header, timestampHeader",
        "hmac, header_format, headerFormat",
        "hmac, payload, payloadFormat",
        "vonage-jwt, isuer, issuer",
        "slack-v0, tolerance, toleranceSeconds"
    })
    void unknownOption_namesTheNearest(String scheme, String typed, String meant) {
        Problem problem = onlyProblem("{scheme: " + scheme + ", " + typed + ": x}");

        assertThat(problem.option()).isEqualTo(typed);
        assertThat(problem.message()).contains(scheme, "'" + typed + "'");
        assertThat(problem.fix()).isEqualTo("did you mean " + meant + "?");
    }

    @Test
    void optionOfASchemeWithNone_isToBeDeleted() {
        assertThat(onlyProblem("{scheme: bland, header: X-Other}").fix()).startsWith("delete it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header: 'X Signature'",
                "header: [a, b]",
                "header: ~",
                "algorithm: sha1",
                "encoding: BASE64",
                "payloadFormat: '{timestamp}'",
                "payloadFormat: '{body}{body}'",
                "payloadFormat: '{nonce}.{body}'",
                "headerFormat: 'v1='",
                "headerFormat: '{signature}{signature}'",
                "headerFormat: '{nonce}={signature}'",
                "separator: ';'",
                "timestampUnit: minutes",
                "toleranceSeconds: 0",
                "toleranceSeconds: 86401",
                "toleranceSeconds: -1",
                "toleranceSeconds: 1.5",
                "toleranceSeconds: 99999999999999999999",
                "secretIsBase64: maybe"
            })
    void impossibleValue_isRefused(String option) {
        String key = option.substring(0, option.indexOf(':'));
        String others = key.equals("header") ? "" : "header: X-Signature, ";

        assertThat(onlyProblem("{scheme: hmac, " + others + option + "}").option())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hmac | payloadFormat: '{body}' | header",
                "basic | | username",
                "hmac | header: A, prefix: 'v1=', headerFormat: 'v1={signature}' | prefix",
                "hmac | header: A, headerFormat: 'a,b={signature}', separator: ',' | separator",
                "hmac | header: A, payloadFormat: '{timestamp}.{body}' | payloadFormat",
                "hmac | header: A, timestampHeader: T | payloadFormat",
                "hmac | header: A, headerFormat: 't={timestamp},v={signature}' | payloadFormat",
                "hmac | header: A, toleranceSeconds: 60 | toleranceSeconds",
                "hmac | header: A, idHeader: I | idHeader",
                "hmac | header: A, payloadFormat: '{id}.{body}' | idHeader",
                "vapi-hmac | timestampHeader: T, payloadFormat: '{body}' | payloadFormat",
                "url-token | parameter: key | parameter",
                "twilio | urlCredentials: 'user:p@ss' | urlCredentials"
            })
    void optionsThatMakeNoSense_areRefused(String scheme, String options, String option) {
        String block = "{scheme: " + scheme + (options == null ? "" : ", " + options) + "}";

        assertThat(onlyProblem(block).option()).isEqualTo(option);
    }

    @Test
    void everyProblem_isListedAtOnce() {
        assertThat(problems("{scheme: hmac, heador: X, algorithm: md5}"))
                .extracting(Problem::option)
                .containsExactlyInAnyOrder("heador", "algorithm");
        assertThatThrownBy(() -> config("{scheme: hmac, heador: X}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'heador'", "did you mean header?");
    }

    @Test
    void credentialsInTheUrl_areNeverPrinted() {
        SignatureConfig config = new SignatureConfig("twilio", Map.of("urlCredentials", "user:hunter2"));

        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(onlyProblem("{scheme: twilio, urlCredentials: 'user:hunt@er2'}")
                        .toString())
                .doesNotContain("er2'}", "hunt@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "trailing\n", " leading"})
    void secretThatIsBlankOrPadded_isRefused(String text) {
        assertThatThrownBy(() -> new Secret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("ing\n");
    }

    private static SignatureConfig config(String yaml) {
        return SignatureConfig.of(YamlFile.parse("sources/test.yaml", yaml).tree());
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(SignatureConfigException.class, () -> config(yaml))
                .problems();
    }

    private static Problem onlyProblem(String yaml) {
        List<Problem> problems = problems(yaml);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
