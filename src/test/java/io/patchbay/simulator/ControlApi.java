package io.patchbay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Steers a simulator from another process; {@link RemoteSimulator} is its client. */
final class ControlApi {
    /**
     * @param times how many requests meet the fault, 0 for all of them
     * @param probability 0 to 1; 0 counts as 1
     */
    record Rule(Endpoint endpoint, Fault fault, long times, double probability) {}

    /** What is to change; a member left null stays as it is. */
    record Settings(
            Long jiraIndexLagMillis,
            Boolean jiraAnonymous,
            Boolean slackOnePerSecond,
            Provider refuse,
            Provider listen,
            Boolean asSlowAsReal) {}

    record RequestView(String method, String path, JsonNode body) {}

    record JournalView(List<Effect> effects, Map<String, Long> calls) {}

    private final ProviderSimulator simulator;

    ControlApi(ProviderSimulator simulator) {
        this.simulator = simulator;
    }

    boolean serve(Request request, Wire wire) throws IOException {
        return wire.deliver(answer(request), Fault.Way.WHOLE);
    }

    private Answer answer(Request request) throws IOException {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /_journal" ->
                    Answer.json(
                            200,
                            new JournalView(
                                    List.copyOf(simulator.journal().effects().all()),
                                    simulator.journal().calls()));
                case "GET /_requests" -> Answer.json(200, requests());
                case "POST /_control/faults" -> added(Json.mapper().readValue(request.body(), Rule.class));
                case "DELETE /_control/faults" -> done(simulator.faults()::clear);
                case "POST /_control/settings" -> set(Json.mapper().readValue(request.body(), Settings.class));
                case "POST /_control/reset" -> done(simulator::reset);
                default -> Answer.json(404, Map.of("error", "no such control"));
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Answer.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private List<RequestView> requests() {
        return simulator.journal().requests().stream()
                .map(request -> new RequestView(request.method(), request.path(), request.json()))
                .toList();
    }

    private static Answer done(Runnable change) {
        change.run();
        return Answer.json(204, null);
    }

    private Answer added(Rule rule) {
        FaultPlan.On on = simulator.faults().on(rule.endpoint());
        if (rule.probability() > 0 && rule.probability() < 1) {
            on.sometimes(rule.probability(), rule.fault());
        } else {
            on.times(rule.times() == 0 ? Long.MAX_VALUE : rule.times(), rule.fault());
        }
        return Answer.json(204, null);
    }

    private Answer set(Settings settings) throws IOException {
        if (settings.jiraIndexLagMillis() != null) {
            simulator.jira().indexLag(Duration.ofMillis(settings.jiraIndexLagMillis()));
        }
        if (settings.jiraAnonymous() != null) {
            simulator.jira().anonymous(settings.jiraAnonymous());
        }
        if (settings.slackOnePerSecond() != null) {
            simulator.slack().onePerSecondAndChannel(settings.slackOnePerSecond());
        }
        if (settings.refuse() != null) {
            simulator.refuse(settings.refuse());
        }
        if (settings.listen() != null) {
            simulator.listen(settings.listen());
        }
        if (Boolean.TRUE.equals(settings.asSlowAsReal())) {
            simulator.beAsSlowAsReal();
        }
        return Answer.json(204, null);
    }
}
