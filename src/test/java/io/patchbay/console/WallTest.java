package io.patchbay.console;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing about an account, a ticket or an incident leaves through an answer to somebody who is not verified for it. */
class WallTest {
    private static final List<String> DOORS = List.of(
            "GET /api/v1/cases",
            "GET /api/v1/cases?call_id=call-601",
            "GET /api/v1/cases/%s",
            "GET /api/v1/cases/%s/explain",
            "GET /api/v1/cases/%s/readback",
            "POST /api/v1/cases/%s/readback",
            "POST /api/v1/cases/%s/notes",
            "POST /api/v1/cases/%s/status",
            "POST /api/v1/cases/%s/owner",
            "POST /api/v1/cases/%s/severity",
            "POST /api/v1/cases/%s/corrections",
            "POST /api/v1/cases/%s/release",
            "GET /api/v1/sources",
            "GET /api/v1/rule-sets",
            "POST /api/v1/rule-sets",
            "POST /api/v1/rule-sets/simulate",
            "POST /api/v1/decisions/%s/replay",
            "GET /api/v1/events?state=done");

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
        DOORS.forEach(door -> answers.add(refused(door.replace("%s", ref))));
        answers.addAll(refusedHooks());
        Set<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(50);
        for (String answer : answers) {
            assertThat(secrets.stream().filter(answer::contains).toList())
                    .as(answer)
                    .isEmpty();
        }
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
