package io.patchbay.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The block that says how a provider is asked for a call. */
class PollTest {
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

    private static final String POLL = """
            poll:
              url: https://api.acme.example/calls/{call_id}
              secret: ${ACME_KEY}
              tell: [{when: {/done: true}, json: {event: finished, call: "{answer/id}"}}]
            """;

    @Test
    void poll_isOffUntilItsCredentialIsSet() throws IOException {
        Map<String, String> secret = Map.of("SOURCE_ACME_SECRET", "x");
        assertThat(load(secret, "acme.yaml", ACME + POLL)
                        .find("acme")
                        .orElseThrow()
                        .poll())
                .isEmpty();
        Map<String, String> both = Map.of("SOURCE_ACME_SECRET", "x", "ACME_KEY", "k3y");
        Fetch poll = load(both, "acme.yaml", ACME + POLL)
                .find("acme")
                .orElseThrow()
                .poll()
                .orElseThrow();
        assertThat(poll.authorization()).isEqualTo("Bearer k3y");
        assertThat(poll.toString()).doesNotContain("k3y");
        assertThat(poll.url(Map.of("call_id", TextNode.valueOf("a=1"))))
                .contains(URI.create("https://api.acme.example/calls/a%3D1"));
        assertThat(poll.url(Map.of("call_id", TextNode.valueOf("..")))).isEmpty();
        assertThat(poll.url(Map.of("call_id", TextNode.valueOf("a/../b")))).isEmpty();
        assertThat(poll.url(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://api.acme.example/calls/{call_id} | https://{call_id}.example/   | /poll/url
            {answer/id}                              | {awnser/id}                  | no place
            ${ACME_KEY}                              | k3y                          | a secret does not stand in a file
            secret:                                  | after: 4h~  secret:         | not a time from 1s to under 4h
            json: {event                             | form: {a: 1}, json: {event   | write either 'json' or 'form'
            """)
    void pollThatCannotBe_isRefusedWithItsPlace(String right, String wrong, String told) {
        Map<String, String> both = Map.of("SOURCE_ACME_SECRET", "x", "ACME_KEY", "k3y");
        String spoiled = POLL.replace(right, wrong.replace("~", "\n"));
        assertThat(spoiled).isNotEqualTo(POLL);
        assertThat(String.join("\n", problems(both, "acme.yaml", ACME + spoiled)))
                .contains("sources/acme.yaml:", told.startsWith("/") ? "does not resolve to a URL" : told)
                .doesNotContain("hunter2");
    }
}
