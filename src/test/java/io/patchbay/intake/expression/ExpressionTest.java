package io.patchbay.intake.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallField.Kind;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Message JSON = message("application/json", """
            {"text": " hello ", "blank": "  ", "null": null, "number": 187.5, "flag": true, "yes": "Yes",
             "deep": {"id": "d-1"}, "a/b": {"~c": "escaped"}, "list": ["a", "", null, 3], "words": "red, green;blue",
             "people": [{"name": "Ann"}, {"role": "x"}, {"name": "Bob"}], "inside": "{\\"id\\": 7}",
             "state": "dGVuYW50PWFjbWU7YWNjb3VudD1BQ01FLTc3", "phone": "555-010-0142", "plus": "15555550142",
             "sip": "sip:ann@example.com", "extension": "+1 555 555 0142 ext. 7", "long": "+15555550142",
             "rfc3339": "2026-08-20T19:04:11.5+02:00", "blankT": "2026-08-20 17:04:11Z", "zero": "0001-01-01T00:00:00Z",
             "rfc2822": "Thu, 20 Aug 2026 17:04:11 +0000", "utc": "2026-08-20 17:04:11.25", "seconds": 1787245451,
             "millis": "1787245451602", "minutes": 3.12, "negative": -1, "huge": 1e400, "word": "many",
             "status": "user_hangup", "map": {"b": 2, "a": "x", "c": {"d": [1]}, "e": null}}""");
    private static final Message FORM = message(
            "application/x-www-form-urlencoded",
            "CallSid=CA1&From=%2B15555550142&City=SAN+FRANCISCO&Twice=1&Twice=2&payload=%7B%22user%22%3A%7B%22id%22%3A%22W1%22%7D%7D");

    private static Message message(String contentType, String body) {
        return Message.of(new RawEvent(
                "s",
                contentType,
                "account=ACME-77&x=%20",
                Map.of("X-Foo", "bar"),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reading read(Message message, String expression, Kind kind) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        YamlFile file = YamlFile.parse("test.yaml", "e: " + expression);
        Reading reading =
                new ExpressionReader(file, problems, "").read("/e", kind).read(message);
        assertThat(problems).isEmpty();
        return reading;
    }

    private static String told(Reading reading) {
        if (reading instanceof Reading.Found found) {
            return String.valueOf(found.value());
        }
        return reading instanceof Reading.Unfit unfit ? "unfit " + unfit.words() : "absent";
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # where a value stands
            /text | TEXT | hello
            /deep/id | TEXT | d-1
            /a~1b/~0c | TEXT | escaped
            /list/3 | TEXT | 3
            /list/03 | TEXT | absent
            /people/*/name | LIST | [Ann, Bob]
            /people/*/name | TEXT | Ann, Bob
            /nowhere/at/all | TEXT | absent
            /blank | TEXT | absent
            /null | TEXT | absent
            "/inside#/id" | TEXT | 7
            "/text#/id" | TEXT | absent
            query:account | TEXT | ACME-77
            query:x | TEXT | absent
            header:x-foo | TEXT | bar
            form:CallSid | TEXT | absent
            # alternatives, constants and conditions
            [/blank, /text] | TEXT | hello
            {from: [/null, /deep/id]} | TEXT | d-1
            {const: inbound} | TEXT | inbound
            {from: /blank, default: x} | TEXT | x
            {from: /text, when: {/flag: true}} | TEXT | hello
            {from: /text, when: {/flag: [false]}} | TEXT | absent
            {from: /text, when: {/nowhere: null}} | TEXT | hello
            {from: /text, when: {/text: null}} | TEXT | absent
            [{from: /rfc2822, as: rfc3339}, {from: /rfc2822, as: rfc2822}] | TIME | 2026-08-20T17:04:11Z
            # value maps, prefixes, pairs
            {from: /status, map: {user_hangup: caller_hangup}} | TEXT | caller_hangup
            {from: /text, map: {user_hangup: caller_hangup}} | TEXT | hello
            {from: /text, map: {user_hangup: x}, otherwise: drop} | TEXT | unfit hello
            {from: /text, map: {user_hangup: x}, otherwise: drop, default: y} | TEXT | y
            {from: /flag, map: {true: callback}} | TEXT | callback
            {from: /list, map: {a: b}, otherwise: drop} | LIST | [b]
            {from: /deep/id, prefix: "https://x/"} | TEXT | https://x/d-1
            {from: /state, base64_pairs: account} | TEXT | ACME-77
            {from: /state, base64_pairs: nobody} | TEXT | absent
            {from: /text, base64_pairs: account} | TEXT | absent
            # kinds
            /deep | TEXT | unfit {"id":"d-1"}
            /list | LIST | [a, 3]
            /text | LIST | [hello]
            {from: /words, split: ","} | LIST | [red, green;blue]
            /people | LIST | unfit [{"name":"Ann"},{"role":"x"},{"name":"Bob"}]
            /flag | FLAG | true
            /yes | FLAG | true
            /word | FLAG | unfit many
            /number | NUMBER | 188
            {from: /minutes, as: minutes} | NUMBER | 187
            {from: /millis, as: milliseconds} | NUMBER | 1787245452
            /word | NUMBER | unfit many
            /negative | NUMBER | unfit -1
            /huge | NUMBER | unfit Infinity
            /map | MAP | {a=x, b=2, c={"d":[1]}}
            /text | MAP | unfit hello
            # telephone numbers
            /long | PHONE | +15555550142
            /phone | PHONE | 555-010-0142
            {from: /phone, region: US} | PHONE | +15550100142
            {from: /plus, prefix_plus: true} | PHONE | +15555550142
            {from: /sip, region: US} | PHONE | sip:ann@example.com
            /extension | PHONE | +1 555 555 0142 ext. 7
            # times
            /rfc3339 | TIME | 2026-08-20T17:04:11.500Z
            /blankT | TIME | 2026-08-20T17:04:11Z
            /zero | TIME | unfit 0001-01-01T00:00:00Z
            {from: /rfc2822, as: rfc2822} | TIME | 2026-08-20T17:04:11Z
            {from: /utc, as: datetime_utc} | TIME | 2026-08-20T17:04:11.250Z
            {from: /seconds, as: epoch_s} | TIME | 2026-08-20T17:04:11Z
            {from: /millis, as: epoch_ms} | TIME | 2026-08-20T17:04:11.602Z
            {from: /huge, as: epoch_s} | TIME | unfit Infinity
            /text | TIME | unfit hello
            """)
    void expression_readsJson(String expression, Kind kind, String expected) {
        assertThat(told(read(JSON, expression, kind))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            form:CallSid | TEXT | CA1
            form:From | PHONE | +15555550142
            form:City | TEXT | SAN FRANCISCO
            form:Twice | LIST | [1, 2]
            "form:payload#/user/id" | TEXT | W1
            /CallSid | TEXT | absent
            [/CallSid, "form:CallSid"] | TEXT | CA1
            """)
    void expression_readsForms(String expression, Kind kind, String expected) {
        assertThat(told(read(FORM, expression, kind))).isEqualTo(expected);
    }

    @Test
    void bodyHash_isTheSha256OfTheBytes() {
        assertThat(read(message("application/json", "{}"), "body_hash", Kind.TEXT))
                .isEqualTo(new Reading.Found("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    }

    @Test
    void value_hasTheTypeOfItsKind() {
        assertThat(read(JSON, "/number", Kind.NUMBER)).isEqualTo(new Reading.Found(188L));
        assertThat(read(JSON, "/rfc3339", Kind.TIME))
                .isEqualTo(new Reading.Found(Instant.parse("2026-08-20T17:04:11.5Z")));
    }
}
