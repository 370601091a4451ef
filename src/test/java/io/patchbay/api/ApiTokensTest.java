package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tokens of people and programs over HTTP, on two nodes: made, listed, revoked, read from a file; wrong ones are slowed down. */
@ExtendWith(OutputCaptureExtension.class)
class ApiTokensTest {
    private static final String TOKENS = "/api/v1/tokens";
    /** The tests send wrong tokens from one address. */
    private static final List<Integer> REFUSED = List.of(401, 429);

    private static final String RULE_SETS = "/api/v1/rule-sets";

    @TempDir
    static Path folder;

    private static StaffDesk desk;
    private static StaffDesk other;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("tokens.yaml"), "tokens: []\n");
        Map<String, String> settings = Map.of(
                "spring.datasource.url",
                Database.newPostgresUrl(),
                "spring.datasource.username",
                "postgres",
                "spring.datasource.hikari.maximum-pool-size",
                "12",
                "patchbay.api-tokens-file",
                folder.resolve("tokens.yaml").toString(),
                "patchbay.api-tokens-file-ms",
                "200",
                "patchbay.api.refusals-log-ms",
                "500",
                "patchbay.api.wrong-tokens-per-minute",
                "5");
        desk = new StaffDesk(settings);
        other = new StaffDesk(settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        desk.close();
    }

    private static HttpResponse<String> make(String token, Map<String, ?> holder) {
        return desk.hub.post(token, TOKENS, holder);
    }

    private static JsonNode made(String token, Map<String, ?> holder) {
        HttpResponse<String> answer = make(token, holder);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningHub.json(answer.body());
    }

    private static HttpResponse<String> revoke(String token, String id) {
        return desk.hub.send(HttpRequest.newBuilder(URI.create(desk.hub.url() + TOKENS + "/" + id))
                .header("Authorization", "Bearer " + token)
                .DELETE());
    }

    private static int status(StaffDesk at, String token) {
        return at.hub.get(token, RULE_SETS).statusCode();
    }

    @Test
    void aToken_isOfOnePerson_worksOnEveryNode_isKeptAsAHash_andIsRevokedEverywhereAtOnce(CapturedOutput output) {
        JsonNode made = made(RunningHub.API_TOKEN, Map.of("staff", "tomas"));
        String token = made.get("token").asText();
        String id = made.get("id").asText();
        assertThat(made.get("holder").asText()).isEqualTo("staff:tomas");
        assertThat(status(desk, token)).isEqualTo(200);
        assertThat(status(other, token)).isEqualTo(200);
        assertThat(status(desk, token.substring(0, token.length() - 1) + "~")).isIn(REFUSED);

        String kept = desk.hub
                .bean(JdbcTemplate.class)
                .queryForObject("select hash from api_token where id = ?", String.class, id);
        assertThat(kept).isEqualTo(PersonTokens.sha256(token));
        String listed = desk.hub.get(token, TOKENS).body();
        assertThat(listed).contains(id).doesNotContain(token).doesNotContain(kept);

        // An operator makes one as well, and revokes; each with a trace of who.
        String second = made(token, Map.of("staff", "hana")).get("id").asText();
        HttpResponse<String> revoked = revoke(token, second);
        assertThat(RunningHub.json(revoked.body()).get("revoked_by").asText()).isEqualTo("staff:tomas");
        assertThat(RunningHub.json(revoke(RunningHub.API_TOKEN, second).body())
                        .get("revoked_by")
                        .asText())
                .as("a second time changes nothing")
                .isEqualTo("staff:tomas");
        revoke(RunningHub.API_TOKEN, id);
        assertThat(status(desk, token)).isIn(REFUSED);
        assertThat(status(other, token)).isIn(REFUSED);
        assertThat(revoke(RunningHub.API_TOKEN, "tok_absent").statusCode()).isEqualTo(404);
        assertThat(output)
                .contains("api token created token=" + id + " holder=tomas by=token:bootstrap")
                .contains("api token revoked token=" + second + " by=staff:tomas")
                .doesNotContain(token.substring(30));
    }

    @Test
    void aHolder_isAPersonOfTheDirectoryOrAProgram_neverATeam() {
        for (Map<String, ?> holder : List.<Map<String, ?>>of(
                Map.of(),
                Map.of("staff", "support-tier-2"),
                Map.of("staff", "nobody"),
                Map.of("staff", "hana", "roles", List.of("operator")),
                Map.of("staff", "hana", "program", "x"),
                Map.of("program", "Upper Case", "roles", List.of("viewer"), "queues", List.of()),
                Map.of("program", "x", "roles", List.of(), "queues", List.of()),
                Map.of("program", "x", "roles", List.of("king"), "queues", List.of()),
                Map.of("program", "x", "roles", List.of("viewer"), "queues", List.of("nowhere")),
                Map.of("program", "x", "roles", List.of("viewer")))) {
            HttpResponse<String> answer = make(RunningHub.API_TOKEN, holder);
            assertThat(answer.statusCode()).as(holder + " " + answer.body()).isEqualTo(400);
        }
        String program = made(
                        RunningHub.API_TOKEN,
                        Map.of(
                                "program",
                                "board",
                                "roles",
                                List.of("viewer", "operator"),
                                "queues",
                                List.of("billing")))
                .get("token")
                .asText();
        assertThat(status(desk, program)).isEqualTo(200);
        assertThat(make(program, Map.of("staff", "hana")).statusCode())
                .as("a program makes no tokens, whatever its roles")
                .isEqualTo(403);
    }

    @Test
    void aProgramOfNoQueue_seesNoEvent_alsoNoneWithoutACase() {
        JdbcTemplate database = desk.hub.bean(JdbcTemplate.class);
        String call = desk.call("06-support", Map.of("product_area", "no queue"));
        database.update("update event set state = 'quarantined', case_ref = null where call_id = ?", call);
        database.update("update call_record set case_ref = null where call_id = ?", call);
        String event = database.queryForObject("select id from event where call_id = ?", String.class, call);

        for (List<String> queues : List.of(List.<String>of(), List.of("billing"))) {
            String token = made(
                            RunningHub.API_TOKEN,
                            Map.of("program", "of-" + queues.size(), "roles", List.of("viewer"), "queues", queues))
                    .get("token")
                    .asText();
            HttpResponse<String> one = desk.hub.get(token, "/api/v1/events/" + event);
            HttpResponse<String> all = desk.hub.get(token, "/api/v1/events?state=quarantined");
            assertThat(one.statusCode()).isEqualTo(queues.isEmpty() ? 404 : 200);
            assertThat(all.body().contains(event)).isEqualTo(!queues.isEmpty());
        }
    }

    /** Reading a pipe that nobody writes into would never end. */
    @Test
    void aPipe_isRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("tokens.pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(TimeLimit.ofSeconds(5), () -> assertThatThrownBy(
                        () -> new ApiTokenFile(pipe.toString(), null, null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it is no regular file"));
    }

    @Test
    void aChangedFile_isReadWithoutARestart_andABrokenOneLeavesWhatWas(CapturedOutput output) throws IOException {
        Path file = folder.resolve("tokens.yaml");
        String token = PersonTokens.of("jonas");
        Files.writeString(
                file, "tokens:\n  - {hash: \"sha256:%s\", staff: jonas}\n".formatted(PersonTokens.sha256(token)));
        Awaitility.await().atMost(TimeLimit.ofSeconds(30)).until(() -> status(desk, token) == 200);

        Files.writeString(
                file, "tokens:\n  - {hash: \"sha256:%s\", staff: jonass}\n".formatted(PersonTokens.sha256(token)));
        Awaitility.await().atMost(TimeLimit.ofSeconds(30)).until(() -> output.toString()
                .contains("did you mean 'jonas'?"));
        assertThat(output).contains("tokens.yaml:2:", "the tokens before it stay in force");
        assertThat(status(desk, token)).isEqualTo(200);

        Files.writeString(file, "tokens: []\n");
        Awaitility.await().atMost(TimeLimit.ofSeconds(30)).until(() -> REFUSED.contains(status(desk, token)));
    }

    @Test
    void wrongTokens_areCountedLoggedAndToldToWait_andAGoodOneGoesOnWorking(CapturedOutput output) {
        HttpResponse<String> answer = desk.hub.get("wrong-token-of-nobody", RULE_SETS);
        for (int i = 0; i < 20 && answer.statusCode() != 429; i++) {
            assertThat(answer.statusCode()).isIn(REFUSED);
            answer = desk.hub.get("wrong-token-of-nobody-" + i, RULE_SETS);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 60);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(status(desk, RunningHub.API_TOKEN)).isEqualTo(200);
        assertThat(desk.hub.get(RunningHub.API_TOKEN, "/actuator/prometheus").body())
                .contains("patchbay_api_refused_total{reason=\"wrong_token\"}")
                .contains("patchbay_api_refused_total{reason=\"throttled\"}");
        Awaitility.await().atMost(TimeLimit.ofSeconds(10)).until(() -> output.toString()
                .contains("api requests refused address=127.0.0.1 count="));
        assertThat(output).doesNotContain("wrong-token-of-nobody");
    }
}
