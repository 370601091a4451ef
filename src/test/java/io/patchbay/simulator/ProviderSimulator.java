package io.patchbay.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Jira Cloud, Slack, PagerDuty, a write-back URL and call providers in one process, with state, scripted faults and a
 * journal.
 *
 * <pre>{@code
 * try (ProviderSimulator providers = ProviderSimulator.start()) {
 *     providers.faults().on(JIRA_CREATE_ISSUE).once(Fault.lostAnswer(Fault.Way.RESET));
 *     …
 *     assertThat(providers.journal().effects().with(Effect.Kind.ISSUE, marker)).hasSize(1);
 * }
 * }</pre>
 *
 * In a process of its own, steered over HTTP by {@link RemoteSimulator}:
 *
 * <pre>java -cp target/test-classes:… io.patchbay.simulator.ProviderSimulator 18080</pre>
 *
 * which takes the control port and the five after it (Jira, Slack, PagerDuty, write-back, calls), or any free ones for 0,
 * and prints the hub's environment variables.
 */
public final class ProviderSimulator implements AutoCloseable {
    /** The secret that write-backs are checked with: {@code SOURCE_GENERIC_SECRET} of the hub. */
    public static final String SECRET = "whsec_c2ltdWxhdGVkLXByb3ZpZGVycy1vbmx5LTMyYnl0ZXM=";

    private final Journal journal = new Journal();
    private final FaultPlan faults;
    private final JiraCloud jira = new JiraCloud(journal);
    private final SlackWorkspace slack = new SlackWorkspace(journal);
    private final PagerDutyAccount pagerDuty = new PagerDutyAccount(journal);
    private final WriteBackSink writeBack = new WriteBackSink(journal, new WebhookSignature(SECRET));
    private final Map<Provider, SocketServer> servers = new EnumMap<>(Provider.class);
    private final CallApis callApis = new CallApis();
    private final ControlApi api = new ControlApi(this);
    private final Limits limits = new Limits();
    private SocketServer control;

    private ProviderSimulator(long seed) {
        faults = new FaultPlan(seed);
    }

    private ProviderSimulator onPortsFrom(int port) throws IOException {
        control = new SocketServer("control", port, api::serve);
        for (Provider provider : Provider.values()) {
            int own = port == 0 ? 0 : port + 1 + provider.ordinal();
            servers.put(
                    provider,
                    new SocketServer(
                            provider.name(),
                            own,
                            (request, wire) -> serve(
                                    provider, Endpoint.of(provider, request).orElse(null), request, wire)));
        }
        return served();
    }

    private ProviderSimulator onPort(int port) throws IOException {
        control = new SocketServer("providers", port, this::serveAll);
        for (Provider provider : Provider.values()) {
            servers.put(provider, control);
        }
        return served();
    }

    private ProviderSimulator served() {
        jira.servedAt(url(Provider.JIRA));
        slack.servedAt(url(Provider.SLACK));
        return this;
    }

    /** A simulator on free ports of the loopback interface. */
    public static ProviderSimulator start() {
        return start(0, 1);
    }

    /** A simulator that plays everybody on one port, so that there is one to choose; none can refuse connections alone. */
    public static ProviderSimulator startOnOnePort(int port) {
        try {
            return new ProviderSimulator(1).onPort(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param port of the control API; the providers' follow. 0 for any free ones
     * @param seed of delays and of faults with a probability
     */
    public static ProviderSimulator start(int port, long seed) {
        try {
            return new ProviderSimulator(seed).onPortsFrom(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (ProviderSimulator simulator = start(args.length > 0 ? Integer.parseInt(args[0]) : 0, 1)) {
            System.out.println("PATCHBAY_SIMULATOR=" + simulator.controlUrl());
            simulator.environment().forEach((name, value) -> System.out.println(name + "=" + value));
            Thread.currentThread().join();
        }
    }

    private boolean serveAll(Request request, Wire wire) throws IOException {
        if (request.path().startsWith("/_")) {
            return api.serve(request, wire);
        }
        Endpoint endpoint = Endpoint.of(request).orElse(null);
        return serve(endpoint == null ? Provider.CALLS : endpoint.provider(), endpoint, request, wire);
    }

    private boolean serve(Provider provider, Endpoint endpoint, Request request, Wire wire) throws IOException {
        long arrived = System.currentTimeMillis();
        if (endpoint == null) {
            return wire.deliver(unknown(provider), Fault.Way.WHOLE);
        }
        Fault fault = faults.next(endpoint, request);
        pause(wire, fault.before());
        Answer refusal = limits.refusal(endpoint);
        Answer answer = fault.effect() ? refusal == null ? answer(endpoint, request) : refusal : null;
        Answer said = fault.instead() == null ? answer : fault.instead().answer();
        journal.saw(endpoint, request, fault.way() == Fault.Way.WHOLE ? said.status() : 0, arrived);
        pause(wire, fault.after());
        return wire.deliver(said, fault.way());
    }

    private void pause(Wire wire, Fault.Range range) {
        if (range.to() > 0) {
            wire.pause(Duration.ofMillis(faults.millis(range)));
        }
    }

    private static Answer unknown(Provider provider) {
        return provider == Provider.SLACK
                ? SlackWorkspace.error("unknown_method")
                : Answer.text(404, "text/html", "<html><body>no such end point</body></html>");
    }

    private Answer answer(Endpoint endpoint, Request request) {
        return switch (endpoint.provider()) {
            case JIRA -> jira.answer(endpoint, request);
            case SLACK -> slack.answer(endpoint, request);
            case PAGERDUTY -> pagerDuty.answer(endpoint, request);
            case WRITE_BACK -> writeBack.answer(request);
            case CALLS -> callApis.answer(request);
        };
    }

    /** The base URL of that provider, without a path. */
    public String url(Provider provider) {
        return "http://127.0.0.1:" + servers.get(provider).port();
    }

    /** Where {@link RemoteSimulator} steers this one from another process. */
    public URI controlUrl() {
        return URI.create("http://127.0.0.1:" + control.port());
    }

    /** Environment variables that send a hub here. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("JIRA_BASE_URL", url(Provider.JIRA));
        environment.put("JIRA_EMAIL", "hub@example.com");
        environment.put("JIRA_API_TOKEN", "simulated-jira-token");
        environment.put("SLACK_BASE_URL", url(Provider.SLACK) + "/api");
        environment.put("SLACK_WORKSPACE_URL", url(Provider.SLACK));
        environment.put("SLACK_BOT_TOKEN", "xoxb-simulated");
        environment.put("PAGERDUTY_EVENTS_URL", url(Provider.PAGERDUTY));
        environment.put("PAGERDUTY_API_URL", url(Provider.PAGERDUTY));
        environment.put("PAGERDUTY_API_TOKEN", "simulated-pagerduty-token");
        environment.put("PAGERDUTY_ROUTING_KEY", "simulatedroutingkey0000000000000");
        environment.put("SOURCE_GENERIC_SECRET", SECRET);
        environment.put("SOURCE_GENERIC_WRITE_BACK_URL", url(Provider.WRITE_BACK) + "/sink/generic");
        return environment;
    }

    /** Connections to that provider are refused, and those that are open end, until {@link #listen(Provider)}. */
    public void refuse(Provider provider) throws IOException {
        servers.get(provider).refuse();
    }

    public void listen(Provider provider) throws IOException {
        servers.get(provider).listen();
    }

    /** The providers take the time that real ones take: Jira 250 to 450 ms, Slack 120 to 220, PagerDuty 150 to 250. */
    public void beAsSlowAsReal() {
        for (Endpoint endpoint : Endpoint.values()) {
            switch (endpoint.provider()) {
                case JIRA -> faults.on(endpoint).always(delay(250, 450));
                case SLACK -> faults.on(endpoint).always(delay(120, 220));
                case PAGERDUTY -> faults.on(endpoint).always(delay(150, 250));
                case WRITE_BACK, CALLS -> faults.on(endpoint).always(delay(20, 60));
            }
        }
    }

    /** The providers take no more than real ones do, and answer 429 to what is beyond it. */
    public void beAsLimitedAsReal() {
        limits.on(true);
        slack.onePerSecondAndChannel(true);
    }

    private static Fault delay(long from, long to) {
        return Fault.delay(Duration.ofMillis(from), Duration.ofMillis(to));
    }

    public FaultPlan faults() {
        return faults;
    }

    public Journal journal() {
        return journal;
    }

    public JiraCloud jira() {
        return jira;
    }

    public SlackWorkspace slack() {
        return slack;
    }

    public PagerDutyAccount pagerDuty() {
        return pagerDuty;
    }

    public WriteBackSink writeBack() {
        return writeBack;
    }

    public CallApis callApis() {
        return callApis;
    }

    /** Forgets everything: state, journal, faults; ports stay. */
    public void reset() {
        faults.clear();
        limits.on(false);
        jira.clear();
        slack.clear();
        pagerDuty.clear();
        writeBack.clear();
        callApis.clear();
        journal.clear();
    }

    @Override
    public void close() {
        servers.values().forEach(SocketServer::close);
        control.close();
    }
}
