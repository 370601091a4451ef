package io.patchbay.triage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.cases.DueCall;
import io.patchbay.intake.KeptEvent;
import io.patchbay.intake.ProviderQuestion;
import io.patchbay.intake.ProviderQuestions;
import io.patchbay.intake.WebhookDelivery;
import io.patchbay.platform.EgressClient;
import io.patchbay.platform.HttpAnswer;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks providers for what their webhooks did not bring; what they answer is kept like a delivery. */
@Component
public class ProviderFetch {
    private final ProviderQuestions questions;
    private final EgressClient client;

    ProviderFetch(ProviderQuestions questions, EgressClient client) {
        this.questions = questions;
        this.client = client;
    }

    /**
     * Asks for a silent call: a delivery when the provider says that the call is over, else nothing. A call that cannot be
     * asked for is asked for again another time.
     */
    public List<WebhookDelivery> ask(DueCall call) {
        try {
            return Optional.ofNullable(questions.about(call.source(), call.callId()))
                    .map(question -> answered(call, question))
                    .map(List::of)
                    .orElse(List.of());
        } catch (RuntimeException e) {
            questions.failed(call.source(), e);
            return List.of();
        }
    }

    private WebhookDelivery answered(DueCall call, ProviderQuestion question) {
        Answer answer = send(question);
        return questions.answered(call.source(), call.callId(), answer.status(), answer.json());
    }

    /** Fetches what the event points at, and fails when that is not there, so that the event is retried. */
    public WebhookDelivery fetch(KeptEvent event) {
        Answer answer = send(questions.pointedAt(event));
        return questions.fetched(event, answer.status(), answer.json());
    }

    /**
     * @param status 0 when there was no answer
     * @param json missing when the answer is not JSON
     */
    private record Answer(int status, JsonNode json) {}

    private Answer send(ProviderQuestion question) {
        int status = 0;
        try {
            HttpAnswer answer = client.send(question, List.of());
            status = answer.status();
            return new Answer(status, Json.read(answer.body()));
        } catch (IOException e) {
            return new Answer(status, MissingNode.getInstance());
        }
    }
}
