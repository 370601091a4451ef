package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.simulator.Provider;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The hub with simulated providers and the sample calls, for a first look: {@code mvn -Psandbox}. It keeps running until
 * it is stopped with Ctrl-C. The ports come from {@code SERVER_PORT} (8080) and {@code SANDBOX_PROVIDERS_PORT} (8089).
 */
public final class Sandbox {
    private static final PrintStream OUT = System.out;
    private static final Duration PATIENCE = TimeLimit.ofSeconds(40);

    private Sandbox() {}

    public static void main(String[] arguments) throws Exception {
        int port = port("SERVER_PORT", 8080);
        int providersPort = port("SANDBOX_PROVIDERS_PORT", 8089);
        if (!free("SERVER_PORT", port) || !free("SANDBOX_PROVIDERS_PORT", providersPort)) {
            System.exit(1);
        }
        OUT.println("Starting simulated Jira, Slack and PagerDuty on port " + providersPort + " ...");
        ProviderSimulator providers = ProviderSimulator.startOnOnePort(providersPort);
        OUT.println("Starting the hub on port " + port + ", on its embedded database ...");
        RunningHub hub = RunningHub.start(settings(port, providers));
        OUT.println("Posting the sample calls, signed, to " + hub.url() + "/hooks/generic ...");
        List<Sample> samples = Sample.all();
        samples.forEach(sample -> post(sample, hub));
        OUT.println("Waiting for their tickets, messages and pages ...");
        new OutcomeTable(OUT).print(samples, new Outcomes(hub, PATIENCE));
        tellWhereToLook(hub, providers);
        new CountDownLatch(1).await();
    }

    private static Map<String, String> settings(int port, ProviderSimulator providers) throws IOException {
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("server.port", Integer.toString(port));
        settings.put("server.address", "127.0.0.1");
        settings.put("PATCHBAY_DATA_DIR", emptyFolder().toString());
        settings.put("SOURCE_GENERIC_GRACE_PERIOD", "2s");
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        return settings;
    }

    private static Path emptyFolder() throws IOException {
        Files.createDirectories(Path.of("target"));
        return Files.createTempDirectory(Path.of("target"), "sandbox-data-").toAbsolutePath();
    }

    private static void post(Sample sample, RunningHub hub) {
        Outcomes outcomes = new Outcomes(hub, PATIENCE);
        Set<String> events = new LinkedHashSet<>();
        for (Sample.Delivery delivery : sample.deliveries()) {
            HttpResponse<String> answer =
                    SignedCall.of(delivery.webhookId(), delivery.body()).post(hub);
            JsonNode body = RunningHub.json(answer.body());
            OUT.printf("  %-34s %d %s%n", sample.name(), answer.statusCode(), answer.body());
            if (answer.statusCode() == 202 && events.add(body.get("event_id").asText())) {
                outcomes.triaged(body.get("event_id").asText());
            }
        }
    }

    private static void tellWhereToLook(RunningHub hub, ProviderSimulator providers) {
        OUT.printf("""

                The hub answers at %1$s. The bootstrap token, '%3$s', reads everything:
                  all cases             curl -H 'Authorization: Bearer %3$s' %1$s/api/v1/cases
                  one case, all of it   curl -H 'Authorization: Bearer %3$s' %1$s/api/v1/cases/<case>
                To act as a person of the directory, send their token, 'sandbox-token-of-<id>':
                  add a note as hana    curl -H 'Authorization: Bearer %4$s' -H 'Content-Type: application/json' \\
                                          -d '{"why": "to try it", "text": "hello"}' %1$s/api/v1/cases/<case>/notes
                  the API described     %1$s/openapi.json
                  the call report       %1$s/schema/call-report.schema.json
                  health                %1$s/actuator/health
                What the providers were sent   %2$s/_requests
                A ticket                       follow the ticket's link above

                Stop with Ctrl-C.
                """, hub.url(), providers.url(Provider.JIRA), RunningHub.API_TOKEN, PersonTokens.of("hana"));
    }

    private static int port(String variable, int usual) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? usual : Integer.parseInt(value);
    }

    private static boolean free(String variable, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            System.err.printf(
                    "Port %d is taken by another program. Stop it, or choose another port: %s=%d mvn -Psandbox%n",
                    port, variable, port + 1);
            return false;
        }
    }
}
