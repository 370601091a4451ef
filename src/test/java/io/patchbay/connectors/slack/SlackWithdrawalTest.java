package io.patchbay.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is asked of Slack to take a message out of use, and what its answers mean. */
class SlackWithdrawalTest {
    private static final URI BASE = URI.create("https://provider.example.com");

    private static final SlackSettings SLACK = new SlackSettings(
            BASE,
            BASE,
            "",
            "Bearer x",
            Map.of(),
            "",
            SlackSettings.Moves.USUAL,
            Duration.ZERO,
            DestinationLimits.USUAL);

    private static final CaseBrief BRIEF = Deliveries.of("jira", Operation.WITHDRAW_ISSUE)
            .with(Deliveries.TICKET)
            .build()
            .brief();

    private final List<String> asked = new ArrayList<>();

    private static Target message(WithdrawalReason reason) {
        return new Target("dsp_2", true, "C0OLD", "1763715607.000100", "", "C0OLD", reason, "");
    }

    private Outcome run(Conversation conversation, Function<String, ProviderAnswer> answers) {
        Conversation now = conversation;
        while (now.asks()) {
            ProviderRequest request = now.request();
            String line = request.method() + " " + path(request);
            asked.add(line + " " + new String(request.body(), StandardCharsets.UTF_8));
            now = now.next(answers.apply(line));
        }
        return now.outcome();
    }

    private static ProviderAnswer answer(int status, String body) {
        return Deliveries.answer(status, Map.of(), body);
    }

    @Test
    void restrictedMessage_isReplacedWithEveryReplyOfOurs() {
        Outcome outcome = run(
                new SlackWithdrawal(SLACK, BRIEF, message(WithdrawalReason.RESTRICTED)).message(),
                SlackWithdrawalTest::inSlack);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(asked)
                .filteredOn(line -> line.startsWith("POST /chat.update"))
                .hasSize(2)
                .allMatch(line -> line.contains("handled elsewhere") && line.contains("C0OLD"));
    }

    private static ProviderAnswer inSlack(String line) {
        if (line.contains("auth.test")) {
            return answer(200, "{\"ok\":true,\"bot_id\":\"B1\"}");
        }
        if (line.contains("conversations.replies")) {
            return answer(
                    200,
                    "{\"ok\":true,\"messages\":[{\"ts\":\"1763715607.000100\",\"bot_id\":\"B1\",\"text\":\"root\"},"
                            + "{\"ts\":\"1763715608.000100\",\"bot_id\":\"B1\",\"text\":\"a reply\"},"
                            + "{\"ts\":\"1763715609.000100\",\"user\":\"U1\",\"text\":\"a person's\"}]}");
        }
        return answer(200, "{\"ok\":true,\"ts\":\"1763715607.000100\",\"channel\":\"C0OLD\"}");
    }

    @Test
    void movedMessage_saysWhereTheCaseWent_andItsThreadStays() {
        run(new SlackWithdrawal(SLACK, BRIEF, message(WithdrawalReason.MOVED)).message(), SlackWithdrawalTest::inSlack);

        assertThat(asked).singleElement().satisfies(line -> assertThat(line).contains("went to the queue", "SUP-42"));
    }

    private static String path(ProviderRequest request) {
        return request.path().replaceFirst("\\?.*", "");
    }
}
