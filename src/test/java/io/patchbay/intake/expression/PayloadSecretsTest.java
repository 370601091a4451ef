package io.patchbay.intake.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadSecretsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static RawEvent event(String contentType, String query, String body) {
        Map<String, String> headers = Map.of("authorization", "Bearer t", "X-Key", "k", "X-Other", "o");
        return new RawEvent("s", contentType, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String bodyWithout(RawEvent event, String... references) {
        List<Reference> secrets =
                Arrays.stream(references).map(Reference::parse).toList();
        return new String(PayloadSecrets.without(Message.of(event), secrets).body(), StandardCharsets.UTF_8);
    }

    @Test
    void membersAndElements_areTakenOutOfJson() {
        RawEvent event =
                event("application/json", "", "{\"a\":{\"t\":1,\"k\":2},\"l\":[{\"t\":3},{\"k\":4}],\"m\":[5,6]}");
        assertThat(bodyWithout(event, "/a/t", "/l/*/t", "/m/0", "/none/t"))
                .isEqualTo("{\"a\":{\"k\":2},\"l\":[{},{\"k\":4}],\"m\":[null,6]}");
    }

    @Test
    void bodyWithoutSecrets_keepsItsBytes() {
        RawEvent event = event("application/json", "", "{ \"price\": 0.00450000 }");
        assertThat(PayloadSecrets.without(Message.of(event), List.of(Reference.parse("/token")))
                        .body())
                .isSameAs(event.body());
    }

    @Test
    void fieldsAndWhatIsInsideThem_areTakenOutOfForms() {
        RawEvent event = event(FORM, "", "a=1&token=x&payload=%7B%22token%22%3A%22y%22%2C%22b%22%3A2%7D");
        assertThat(bodyWithout(event, "form:token", "form:payload#/token")).isEqualTo("a=1&payload=%7B%22b%22%3A2%7D");
    }

    @Test
    void queryAndHeaders_loseTheirs() {
        RawEvent stored = PayloadSecrets.without(
                Message.of(event("application/json", "token=x&a=1", "{}")),
                List.of(Reference.parse("query:token"), Reference.parse("header:x-key")));
        assertThat(stored.query()).isEqualTo("a=1");
        assertThat(stored.headers()).containsOnlyKeys("X-Other");
    }
}
