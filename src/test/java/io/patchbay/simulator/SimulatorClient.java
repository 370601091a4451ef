package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls the simulator as the hub's connectors will: for the simulator's own tests. */
final class SimulatorClient {
    private static final String ISSUE = """
            {"fields":{"project":{"key":"%s"},"issuetype":{"id":"10001"},"summary":"Checkout is down","labels":["hub-%s"],
              "description":{"type":"doc","version":1,"content":[]}},
             "properties":[{"key":"hub.op","value":{"op":"%s","case":"C7K4-92MX"}}]}""";

    record Reply(int status, HttpResponse<String> http) {
        JsonNode json() {
            return Json.read(http.body(), JsonNode.class);
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }
    }

    private final ProviderSimulator simulator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TimeLimit.ofSeconds(2))
            .build();
    private Duration timeout = Duration.ofSeconds(10);

    SimulatorClient(ProviderSimulator simulator) {
        this.simulator = simulator;
    }

    SimulatorClient waitingAtMost(Duration duration) {
        timeout = duration;
        return this;
    }

    Reply createIssue(String project, String marker) throws IOException {
        return jira("POST", "/issue", ISSUE.formatted(project, marker, marker));
    }

    Reply search(String project, String marker) throws IOException {
        return jira("POST", "/search/jql", """
                {"jql":"project = %s AND labels = \\"hub-%s\\" ORDER BY created ASC","maxResults":2,"fields":["labels"],
                 "properties":["hub.op"]}""".formatted(project, marker));
    }

    Reply jira(String method, String path, String body) throws IOException {
        return call(Provider.JIRA, method, "/rest/api/3" + path, body, "Basic aHViOnRva2Vu");
    }

    Reply slack(String method, String path, String body) throws IOException {
        return call(Provider.SLACK, method, "/api/" + path, body, "Bearer xoxb-simulated");
    }

    Reply pagerDuty(String method, String path, String body) throws IOException {
        return call(Provider.PAGERDUTY, method, path, body, "Token token=simulated");
    }

    Reply postMessage(String channel, String marker) throws IOException {
        return slack("POST", "chat.postMessage", """
                {"channel":"%s","text":"A case","metadata":{"event_type":"hub_case","event_payload":{"op":"%s"}},
                 "blocks":[{"type":"section","block_id":"hub:%s","text":{"type":"mrkdwn","text":"A case"}}]}""".formatted(channel, marker, marker));
    }

    Reply event(String action, String key) throws IOException {
        return pagerDuty("POST", "/v2/enqueue", """
                {"routing_key":"r","event_action":"%s","dedup_key":"%s",
                 "payload":{"summary":"s","source":"hub","severity":"critical","custom_details":{"case":"C7K4-92MX"}}}""".formatted(action, key));
    }

    Reply call(Provider provider, String method, String path, String body, String authorization) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url(provider) + path))
                .timeout(timeout)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json; charset=utf-8")
                .method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body))
                .build();
        return send(request);
    }

    Reply send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
