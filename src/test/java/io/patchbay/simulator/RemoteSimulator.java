package io.patchbay.simulator;

import io.patchbay.platform.Json;
import io.patchbay.simulator.ControlApi.JournalView;
import io.patchbay.simulator.ControlApi.Rule;
import io.patchbay.simulator.ControlApi.Settings;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A {@link ProviderSimulator} in another process. */
public final class RemoteSimulator {
    private final URI control;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param control what {@link ProviderSimulator#controlUrl()} says and {@code main} prints */
    public RemoteSimulator(URI control) {
        this.control = control;
    }

    /** @param times how many requests meet the fault, 0 for all of them */
    public void fault(Endpoint endpoint, Fault fault, long times) {
        call("POST", "/_control/faults", new Rule(endpoint, fault, times, 1));
    }

    public void faultSometimes(Endpoint endpoint, Fault fault, double probability) {
        call("POST", "/_control/faults", new Rule(endpoint, fault, 0, probability));
    }

    public void clearFaults() {
        call("DELETE", "/_control/faults", null);
    }

    public void jiraIndexLag(Duration lag) {
        set(new Settings(lag.toMillis(), null, null, null, null, null));
    }

    public void jiraAnonymous(boolean expired) {
        set(new Settings(null, expired, null, null, null, null));
    }

    public void slackOnePerSecondAndChannel(boolean limited) {
        set(new Settings(null, null, limited, null, null, null));
    }

    public void refuse(Provider provider) {
        set(new Settings(null, null, null, provider, null, null));
    }

    public void listen(Provider provider) {
        set(new Settings(null, null, null, null, provider, null));
    }

    public void beAsSlowAsReal() {
        set(new Settings(null, null, null, null, null, true));
    }

    public void reset() {
        call("POST", "/_control/reset", null);
    }

    public Effects effects() {
        return new Effects(journal().effects());
    }

    /** How often that end point was called. */
    public long calls(Endpoint endpoint) {
        return journal().calls().getOrDefault(endpoint.name(), 0L);
    }

    private JournalView journal() {
        return Json.read(call("GET", "/_journal", null), JournalView.class);
    }

    private void set(Settings settings) {
        call("POST", "/_control/settings", settings);
    }

    private String call(String method, String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(control.resolve(path))
                .timeout(TimeLimit.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("the simulator answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("the simulator cannot be reached at " + control, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
