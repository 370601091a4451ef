package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Directory;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.StaffDesk;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing about an account, a ticket or an incident leaves through an answer to somebody who is not verified for it. */
class WallTest {
    /** Every end point of the API. One that is new is missing here until somebody has thought of who may ask it. */
    private static final Set<String> DOORS = Set.of(
            "GET /api/v1/cases",
            "GET /api/v1/cases/{ref}",
            "GET /api/v1/cases/{ref}/explain",
            "GET /api/v1/cases/{ref}/readback",
            "GET /api/v1/dispatches",
            "GET /api/v1/drifts",
            "GET /api/v1/events",
            "GET /api/v1/events/{id}",
            "GET /api/v1/incidents",
            "GET /api/v1/incidents/{id}",
            "GET /api/v1/incidents/{id}/report",
            "GET /api/v1/insights",
            "GET /api/v1/rule-sets",
            "GET /api/v1/rule-sets/{hash}",
            "GET /api/v1/sources",
            "DELETE /api/v1/tokens/{id}",
            "GET /api/v1/tokens",
            "POST /api/v1/tokens",
            "POST /api/v1/rule-sets/{hash}/approve",
            "POST /api/v1/cases/{ref}/corrections",
            "POST /api/v1/cases/{ref}/notes",
            "POST /api/v1/cases/{ref}/owner",
            "POST /api/v1/cases/{ref}/readback",
            "POST /api/v1/cases/{ref}/release",
            "POST /api/v1/cases/{ref}/severity",
            "POST /api/v1/cases/{ref}/status",
            "POST /api/v1/cases/{ref}/wrong-routing",
            "GET /api/v1/example-proposals",
            "POST /api/v1/example-proposals/{id}/accept",
            "POST /api/v1/example-proposals/{id}/reject",
            "POST /api/v1/example-proposals/{id}/simulate",
            "POST /api/v1/decisions/{id}/replay",
            "POST /api/v1/dispatches/replay",
            "POST /api/v1/dispatches/{id}/verdict",
            "POST /api/v1/drifts/{id}/mend",
            "POST /api/v1/events/{id}/readmit",
            "POST /api/v1/incidents",
            "POST /api/v1/incidents/{id}/cases",
            "POST /api/v1/incidents/{id}/cases/{ref}/unlink",
            "POST /api/v1/incidents/{id}/updates/{ref}/acknowledgement",
            "POST /api/v1/incidents/{id}/declare",
            "POST /api/v1/incidents/{id}/dismiss",
            "POST /api/v1/incidents/{id}/messages",
            "POST /api/v1/incidents/{id}/messages/{version}/approve",
            "POST /api/v1/incidents/{id}/post-mortem",
            "POST /api/v1/incidents/{id}/stage",
            "POST /api/v1/rule-sets",
            "POST /api/v1/rule-sets/simulate",
            "POST /api/v1/rule-sets/{hash}/activate");

    private static StaffDesk desk;

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of("SOURCE_GENERIC_TRUSTS_VERIFICATION", "false"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void noAnswer_saysAnythingOfAnAccountATicketOrACase_toSomebodyWhoIsNotVerified() {
        List<String> answers = new ArrayList<>();
        for (Sample sample : Sample.all()) {
            for (Sample.Delivery delivery : sample.deliveries()) {
                HttpResponse<String> answer =
                        SignedCall.of(delivery.webhookId(), delivery.body()).post(desk.hub);
                assertThat(answer.statusCode()).isEqualTo(202);
                JsonNode body = RunningHub.json(answer.body());
                assertThat(names(body)).containsExactlyInAnyOrder("event_id", "duplicate");
                assertThat(body.get("event_id").asText()).matches("evt_[0-9a-z]{26}");
                desk.outcomes.triaged(body.get("event_id").asText());
                answers.add(answer.body());
            }
        }
        String ref = desk.hub.get("/api/v1/cases").at("/cases/0/ref").asText();
        Set<String> doors = described();
        assertThat(doors).as("the end points of /openapi.json").isEqualTo(DOORS);
        doors.forEach(door -> answers.add(refused(door.replaceAll("\\{[a-zA-Z]+}", ref))));
        answers.addAll(refusedHooks());
        Set<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(50);
        for (String answer : answers) {
            assertThat(secrets.stream().filter(answer::contains).toList())
                    .as(answer)
                    .isEmpty();
        }
    }

    /** Method and path of every end point that the API describes, but the hooks, which are asked as senders ask them. */
    private static Set<String> described() {
        Set<String> doors = new TreeSet<>();
        desk.hub.get("/openapi.json").get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> doors.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        doors.removeIf(door -> door.contains(" /hooks/"));
        return doors;
    }

    private static Set<String> names(JsonNode body) {
        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Somebody without the token: the same answer whatever they ask for. */
    private static String refused(String door) {
        String[] parts = door.split(" ");
        HttpRequest.BodyPublisher body = parts[0].equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString("{}");
        HttpResponse<String> answer = desk.hub.send(HttpRequest.newBuilder(URI.create(desk.hub.url() + parts[1]))
                .header("Content-Type", "application/json")
                .method(parts[0], body));
        assertThat(answer.statusCode()).as(door).isEqualTo(401);
        return answer.body();
    }

    /** What a forger, a sender that is not configured and a sender of other bodies under known ids are told. */
    private static List<String> refusedHooks() {
        Sample.Delivery first = Sample.all().get(0).deliveries().get(0);
        Sample.Delivery other = Sample.all().get(5).deliveries().get(0);
        HttpResponse<String> conflict =
                SignedCall.of(first.webhookId(), other.body()).post(desk.hub);
        assertThat(conflict.statusCode()).isEqualTo(409);
        List<String> answers = new ArrayList<>(List.of(conflict.body()));
        for (String hook : List.of("generic", "nobody", "vapi")) {
            HttpResponse<String> answer =
                    desk.hub.send(HttpRequest.newBuilder(URI.create(desk.hub.url() + "/hooks/" + hook))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(first.body())));
            assertThat(answer.statusCode()).isIn(401, 404);
            answers.add(answer.body());
        }
        return answers;
    }

    /** Ids and names of every account, and of every case, ticket and owner there is by now. */
    private static Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        desk.hub.bean(Directory.class).accounts().forEach(each -> {
            secrets.add(each.account().id());
            secrets.add(each.account().name());
        });
        JsonNode cases = desk.hub.get("/api/v1/cases?size=200").get("cases");
        assertThat(cases.size()).isGreaterThan(15);
        cases.forEach(found -> {
            secrets.add(found.get("ref").asText());
            secrets.add(found.at("/owner/name").asText());
            found.get("destinations")
                    .forEach(receipt -> secrets.add(receipt.path("key").asText()));
        });
        secrets.removeIf(String::isBlank);
        return secrets;
    }
}
