package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Prints what came of the sample calls, one line for each call. */
final class OutcomeTable {
    private static final List<String> HEADINGS =
            List.of("sample", "call", "case", "queue", "rule", "severity", "ticket", "message", "page");

    private final PrintStream out;

    OutcomeTable(PrintStream out) {
        this.out = out;
    }

    void print(List<Sample> samples, Outcomes outcomes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        List<String> links = new ArrayList<>();
        for (Sample sample : samples) {
            for (Sample.ExpectedCall call : sample.calls()) {
                String callId = call.call();
                JsonNode found = outcomes.settledCase(callId);
                rows.add(row(sample, callId, found));
                links.add(destination(found, "jira").path("url").asText());
            }
        }
        out.println();
        int[] widths = new int[HEADINGS.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (int line = 0; line < rows.size(); line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(String.format(
                        "%-" + (widths[i] + 2) + "s", rows.get(line).get(i)));
            }
            out.println(text.append(line == 0 ? "link" : links.get(line - 1)));
        }
    }

    private static List<String> row(Sample sample, String callId, JsonNode found) {
        boolean joined = !found.get("call_id").asText().equals(callId);
        JsonNode page = destination(found, "pagerduty");
        boolean paged = page.path("status").asText().equals("succeeded");
        return List.of(
                sample.name(),
                callId,
                found.get("ref").asText(),
                found.get("queue").asText(),
                found.get("rule").asText(),
                found.at("/severity/state").asText().equals("confirmed")
                        ? found.at("/severity/level").asText()
                        : "unconfirmed",
                destination(found, "jira").path("key").asText() + (joined ? " (joined)" : ""),
                destination(found, "slack").path("status").asText().equals("in_thread")
                        ? "in the incident's"
                        : destination(found, "slack").path("channel").asText(),
                paged
                        ? "paged"
                        : "no: "
                                + page.path("reason").asText(page.path("status").asText()));
    }

    private static JsonNode destination(JsonNode found, String name) {
        return StreamSupport.stream(found.get("destinations").spliterator(), false)
                .filter(destination -> destination.get("destination").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
