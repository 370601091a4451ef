package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.patchbay.faults.TestPostgres;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Provider;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Marked names, texts, numbers and secrets go through every path, good and bad; none of them comes out in the log. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);
    private static final String TEXT = "CANARY-TEXT";
    private static final String NAME = "Canaria Birdsong";
    private static final String NUMBER = "+15557770123";
    private static final String CONTACT = "canaria@birdsong.example";
    private static final String URL_SECRET = "canary-url-secret";
    private static final List<String> PERSONAL = List.of(
            TEXT,
            NAME,
            "Canaria",
            NUMBER,
            "5557770123",
            CONTACT,
            URL_SECRET,
            "simulated-jira-token",
            "xoxb-simulated",
            "simulated-pagerduty-token",
            "simulatedroutingkey0000000000000",
            RunningHub.API_TOKEN,
            RunningHub.GENERIC_SECRET.substring(6),
            DeafHub.NEXT_SECRET.substring(6));

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> LISTENER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LINES.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };

    private static TestPostgres postgres;
    private static ProviderSimulator providers;
    private static RunningHub hub;
    private static JdbcTemplate database;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.create();
        providers = ProviderSimulator.start();
        String url = postgres.newDatabase();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("spring.datasource.url", url);
        settings.put("server.port", "0");
        settings.put("SOURCE_GENERIC_SECRET_NEXT", DeafHub.NEXT_SECRET);
        settings.put("SOURCE_GENERIC_WRITE_BACK_URL", providers.url(Provider.WRITE_BACK) + "/sink/" + URL_SECRET);
        hub = RunningHub.start(settings);
        database = new JdbcTemplate(TestPostgres.dataSource(url));
        LISTENER.start();
        rootLogger().addAppender(LISTENER);
    }

    @AfterAll
    static void stop() throws IOException {
        rootLogger().detachAppender(LISTENER);
        hub.close();
        providers.close();
        postgres.close();
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    @Order(1)
    void acceptedAndDelivered() {
        Posting.of(marked("call-canary-1", "")).to(hub);

        assertThat(new Outcomes(hub, PATIENCE).settledCase("call-canary-1").get("queue"))
                .isNotNull();
    }

    @Test
    @Order(2)
    void refusedAtTheDoor() {
        String call = marked("call-canary-2", "");
        Posting.of(call).secret(DeafHub.NEXT_SECRET).id("msg_" + TEXT).to(hub);
        Posting.of(marked("call-canary-3", "")).id("msg_" + TEXT).to(hub);
        Posting.of(call).header("webhook-signature", "v1," + TEXT).to(hub);
        Posting.of(call).header("content-encoding", TEXT).to(hub);
        Posting.of(call).path("/hooks/" + TEXT).to(hub);
        Posting.of(call).path("/hooks/generic/" + TEXT + "?name=" + TEXT).to(hub);
        Posting.of(call).header("x-caller", TEXT.repeat(2_000)).to(hub);
        Posting.of(call + TEXT).to(hub);
        Posting.of(call.substring(0, call.length() - 20)).to(hub);
        Posting.of(call.replace("\"summary\":\"", "\"summary\":{\"" + TEXT + "\":\"")
                        .replace("?\"", "?\"}"))
                .to(hub);
        Posting.of("{\"" + TEXT + "\":1,\"" + TEXT + "\":2}").to(hub);
        hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/generic?" + TEXT))
                .DELETE());
        assertThat(LINES).isNotEmpty();
    }

    @Test
    @Order(3)
    void refusedByTheApi() {
        api("/api/v1/cases/" + TEXT, RunningHub.API_TOKEN);
        api("/api/v1/cases?cursor=" + TEXT, RunningHub.API_TOKEN);
        api("/api/v1/cases?size=" + TEXT, RunningHub.API_TOKEN);
        api("/api/v1/events/" + TEXT, RunningHub.API_TOKEN);
        api("/api/v1/" + TEXT, RunningHub.API_TOKEN);
        assertThat(api("/api/v1/cases", TEXT)).isEqualTo(401);
    }

    @Test
    @Order(4)
    void refusedByTheProvidersInWordsThatRepeatIt() {
        providers
                .faults()
                .everywhere(Fault.refusedWith(
                        400,
                        "{\"ok\":false,\"error\":\"" + TEXT + "\",\"errors\":{\"" + TEXT + "\":\"" + NAME
                                + "\"},\"message\":\"" + NUMBER + "\"}"));
        Posting.of(marked("call-canary-4", "")).to(hub);

        new Outcomes(hub, PATIENCE).settledCase("call-canary-4");
        providers.faults().clear();
    }

    @Test
    @Order(5)
    void failedInTriage() {
        // PostgreSQL's message for this one repeats the whole row.
        database.execute("alter table decision add constraint canary check (queue = 'nobody') not valid");
        HttpResponse<String> answer = Posting.of(marked("call-canary-5", "")).to(hub);
        String event = RunningHub.json(answer.body()).get("event_id").asText();
        await().atMost(PATIENCE)
                .until(() -> hub.get("/api/v1/events/" + event).path("receives").asInt() > 0
                        && !hub.get("/api/v1/events/" + event).path("reason").isNull());
        assertThat(hub.get("/api/v1/events/" + event).toString()).doesNotContain(PERSONAL);
        database.execute("alter table decision drop constraint canary");

        assertThat(new Outcomes(hub, PATIENCE).triaged(event).get("state").asText())
                .isEqualTo("done");
    }

    @Test
    @Order(6)
    void databaseAway_isAnswered503WithATimeToComeBackAndThenAcceptedAgain() throws IOException {
        Posting posting = Posting.of(marked("call-canary-6", "")).id("msg_away");
        postgres.stopImmediate();

        HttpResponse<String> answer = posting.to(hub);
        HttpResponse<String> again = posting.to(hub);
        int api = api("/api/v1/cases", RunningHub.API_TOKEN);
        postgres.start();

        HostileIntakeTest.assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        HostileIntakeTest.assertProblem(again, 503);
        assertThat(api).isEqualTo(503);
        await().atMost(PATIENCE).until(() -> posting.to(hub).statusCode() == 202);
    }

    @Test
    @Order(7)
    void nothingMarked_isInAnyLineOfTheLog() {
        assertThat(LINES).hasSizeGreaterThanOrEqualTo(3).noneMatch(line -> line.contains("Failing row"));
        assertThat(LINES.stream()
                        .filter(line -> PERSONAL.stream().anyMatch(line::contains))
                        .toList())
                .isEmpty();
    }

    private static int api(String path, String token) {
        return hub.send(HttpRequest.newBuilder(URI.create(hub.url() + path)).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static String marked(String callId, String more) {
        return """
                {"type":"call.analyzed","data":{"call":{"id":"%1$s","from":"%2$s","transcript_url":"https://calls.example/%3$s"},
                 "caller":{"name":"%4$s","role":"admin","contact":"%5$s","callback_number":"%2$s"},
                 "account":{"reference":"acct-1042 %3$s"},
                 "report":{"intent":"report_outage","topics":["outage"],"summary":"%3$s is down?","product_area":"checkout",
                  "error_message":"HTTP 503 %3$s","promises":["%3$s by noon"],"impact":"blocked",
                  "extra":{"%3$s":"%4$s"}%6$s}}}
                """.formatted(callId, NUMBER, TEXT, NAME, CONTACT, more);
    }
}
