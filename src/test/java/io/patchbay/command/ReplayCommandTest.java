package io.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.StaffDesk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code replay} beside a hub, on its database. */
class ReplayCommandTest {
    private static final String URL = "jdbc:h2:mem:replayed;DB_CLOSE_DELAY=-1";

    private static StaffDesk desk;
    private static String decision;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        desk = new StaffDesk(Map.of("spring.datasource.url", URL));
        String ref = desk.settled(desk.call("06-support", Map.of())).get("ref").asText();
        desk.settled(desk.call("04-billing", Map.of()));
        decision = desk.hub
                .get("/api/v1/cases/" + ref + "/explain")
                .get("decision")
                .asText();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private int run(String url, String... words) {
        Terminal terminal = new Terminal(
                Map.of("SPRING_DATASOURCE_URL", url)::get, new PrintStream(out, true), new PrintStream(err, true));
        return new HubCommandLine(terminal).execute(words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void decisionsThatComeOutAsTheyWereStored_exitWith0_andOneThatWasAlteredWith1() {
        assertThat(run(URL, "replay", decision)).as(err()).isZero();
        assertThat(out()).contains("support by rule support-failure", "It comes out as it was stored.");
        assertThat(run(URL, "replay", "--all")).isZero();
        assertThat(out()).contains("All 2 decisions come out as they were stored.");

        JdbcTemplate database = desk.hub.bean(JdbcTemplate.class);
        String stored = database.queryForObject("select content from decision where id = ?", String.class, decision);
        database.update(
                "update decision set content = ? where id = ?",
                stored.replaceFirst("\"rule\":\"support-failure\"", "\"rule\":\"support-question\""),
                decision);
        assertThat(run(URL, "replay", decision)).isEqualTo(1);
        assertThat(err()).contains("it differs from what was stored in: rule");
        assertThat(run(URL, "replay", "--all")).isEqualTo(1);
        assertThat(err()).contains("1 of 2 decisions do not come out as they were stored, for example " + decision);
    }

    @Test
    void theEmbeddedDatabaseOfAHubThatIsDown_isReplayedFromItsFolder(@TempDir Path data) {
        try (StaffDesk down = new StaffDesk(Map.of(
                "spring.datasource.url", "jdbc:h2:file:" + data + "/patchbay;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"))) {
            down.settled(down.call("06-support", Map.of()));
        }
        Terminal terminal = new Terminal(
                Map.of("PATCHBAY_DATA_DIR", data.toString())::get,
                new PrintStream(out, true),
                new PrintStream(err, true));

        assertThat(new HubCommandLine(terminal).execute("replay", "--all"))
                .as(err())
                .isZero();
        assertThat(out()).contains("All 1 decisions come out as they were stored.");
    }

    @Test
    void whatCannotBeReplayed_exitsWith1_andWhatIsNotUnderstoodWith2() {
        assertThat(run(URL, "replay", "dec_nothing")).isEqualTo(1);
        assertThat(err()).contains("there is no decision dec_nothing");
        assertThat(run("jdbc:h2:file:./target/no-such-folder/patchbay;IFEXISTS=TRUE", "replay", "--all"))
                .isEqualTo(1);
        assertThat(err()).contains("the database cannot be opened").doesNotContain("no-such-folder");
        assertThat(run(URL, "replay")).isEqualTo(2);
    }
}
