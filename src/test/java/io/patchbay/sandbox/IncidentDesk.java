package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An incident that the calls of several accounts made the hub propose, and the people who work it: one of them writes, another approves. */
public final class IncidentDesk {
    private static final String WRITER = "hana";
    private static final String LEAD = "support-lead";

    private final StaffDesk desk;
    private final String path;
    private final List<String> cases;

    private IncidentDesk(StaffDesk desk, String id, List<String> cases) {
        this.desk = desk;
        this.path = "/api/v1/incidents/" + id;
        this.cases = cases;
    }

    /** Posts the calls of four accounts about one failure, {@code call-1401} to {@code call-1404}, and waits for what is planned for them. */
    public static IncidentDesk proposed(StaffDesk desk) {
        List<String> cases = desk.sample("14-three-accounts-one-failure").stream()
                .map(each -> each.get("ref").asText())
                .toList();
        JsonNode proposed = desk.hub.get("/api/v1/incidents?state=proposed");
        String id = StreamSupport.stream(proposed.spliterator(), false)
                .filter(each -> each.get("origin").asText().contains("several accounts"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        return new IncidentDesk(desk, id, cases);
    }

    /** References of the cases of the four calls, in the order of the calls. */
    public List<String> cases() {
        return cases;
    }

    public void declare() {
        done("/declare", Map.of("who", LEAD, "why", "several customers"));
    }

    public void write(String stage, String text) {
        done("/messages", Map.of("who", WRITER, "stage", stage, "text", text));
    }

    public void approve(int version) {
        done("/messages/" + version + "/approve", Map.of("who", LEAD));
    }

    public void move(String stage) {
        done("/stage", moved(stage));
    }

    public void acknowledge(String ref) {
        done("/updates/" + ref + "/acknowledgement", Map.of("who", WRITER));
    }

    /** Who wrote a message approves it as well. */
    public HttpResponse<String> approveOwn(int version) {
        return desk.send(path + "/messages/" + version + "/approve", Map.of("who", WRITER));
    }

    public HttpResponse<String> tryToMove(String stage) {
        return desk.send(path + "/stage", moved(stage));
    }

    private static Map<String, String> moved(String stage) {
        return Map.of("who", WRITER, "why", "because", "stage", stage);
    }

    private void done(String step, Map<String, String> body) {
        desk.done(path + step, body);
    }

    /** The incident with its messages, cases and updates as they stand now. */
    public JsonNode read() {
        return desk.hub.get(path);
    }

    public JsonNode report() {
        return desk.hub.get(path + "/report");
    }

    /** What the case was told with that version of the message, when it is to be told it. */
    public Optional<JsonNode> update(int version, String ref) {
        return StreamSupport.stream(read().get("updates").spliterator(), false)
                .filter(each -> each.get("version").asInt() == version)
                .filter(each -> each.get("case_ref").asText().equals(ref))
                .findFirst();
    }
}
