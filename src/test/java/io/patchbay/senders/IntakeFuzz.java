package io.patchbay.senders;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.PayloadSecrets;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.mapping.Envelopes;
import io.patchbay.intake.mapping.Translator;
import io.patchbay.intake.signature.FormParameters;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/**
 * Spoiled requests against verification, envelope and translation, in this process and over HTTP: {@code mvn -Pfuzz}.
 * Nothing may throw but what says that a body cannot be read, nothing spoiled may be taken for its sender's word, no
 * answer may be a fault of ours.
 */
public final class IntakeFuzz {
    private static final Set<String> SIGN_THE_FORM = Set.of("twilio", "plivo-v3");
    private static final Set<String> SIGN_NOTHING = Set.of("header-token", "bearer", "basic", "url-token");

    private final ShippedSenders senders;
    private final Sources sources =
            Sources.load(Path.of("connectors-config"), new EnvironmentReferences(TestSecrets::lookUp));
    private final Envelopes envelopes = new Envelopes();
    private final Translator translator = new Translator(envelopes);
    private final Mutation mutation;
    private final List<String> payloads = ShippedSenders.payloads();

    /** What came of a run: how often each thing happened, and what should not have. */
    record Figures(Map<String, Long> counts, List<String> faults) {
        Figures() {
            this(new TreeMap<>(), new ArrayList<>());
        }

        void count(String what) {
            counts.merge(what, 1L, Long::sum);
        }
    }

    IntakeFuzz(ShippedSenders senders, long seed) {
        this.senders = senders;
        this.mutation = new Mutation(seed);
    }

    public static void main(String[] arguments) throws IOException {
        int inProcess = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120_000;
        int overHttp = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        PrintStream out = System.out;
        out.printf(
                "seed %d; the largest heap is %d MiB%n",
                seed, Runtime.getRuntime().maxMemory() >> 20);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fuzz-")
                .toAbsolutePath();
        IntakeFuzz fuzz = new IntakeFuzz(new ShippedSenders(folder.resolve("config")), seed);
        long heap = usedMebibytes();
        long start = System.nanoTime();
        Figures figures = fuzz.inProcess(inProcess);
        out.printf(
                "%d in process in %d s; heap after a collection %d MiB before, %d MiB after%n",
                inProcess, (System.nanoTime() - start) / 1_000_000_000, heap, usedMebibytes());
        tell(out, figures);
        Figures served = fuzz.overHttp(overHttp, folder);
        out.printf("%d over HTTP; heap after a collection %d MiB%n", overHttp, usedMebibytes());
        tell(out, served);
        System.exit(figures.faults().isEmpty() && served.faults().isEmpty() ? 0 : 1);
    }

    private static void tell(PrintStream out, Figures figures) {
        figures.counts().forEach((what, count) -> out.printf("  %-40s %d%n", what, count));
        figures.faults().stream().limit(20).forEach(fault -> out.println("  FAULT " + fault));
        out.println(figures.faults().size() + " faults");
    }

    private static long usedMebibytes() {
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
    }

    Figures inProcess(int requests) {
        Figures figures = new Figures();
        Instant now = Instant.now();
        for (int i = 0; i < requests; i++) {
            String payload = payloads.get(i % payloads.size());
            SourceConfig source = sources.find(ShippedSenders.source(payload)).orElseThrow();
            SignedRequest right = right(source.name(), payload);
            SignedRequest spoiled = mutation.of(right);
            try {
                verify(source, right, spoiled, now, figures);
                read(source, spoiled, now, figures);
            } catch (RuntimeException | StackOverflowError e) {
                figures.faults().add(payload + ": " + e);
            }
        }
        return figures;
    }

    private final Map<String, SignedRequest> right = new HashMap<>();

    private SignedRequest right(String source, String payload) {
        return right.computeIfAbsent(payload, name -> {
            var posting = senders.signed(
                    "https://hub.example.com",
                    source,
                    ShippedSenders.contentType(name),
                    ShippedSenders.text(name).getBytes(StandardCharsets.UTF_8),
                    "fuzz-1");
            return new SignedRequest("POST", posting.url().toString(), posting.headers(), posting.body());
        });
    }

    private static void verify(
            SourceConfig source, SignedRequest right, SignedRequest spoiled, Instant now, Figures figures) {
        SignatureConfig config = SignatureConfig.of(source.signature());
        SignatureScheme scheme = SignatureSchemes.of(config);
        List<Secret> secrets =
                source.secrets().values().stream().map(Secret::new).toList();
        boolean accepted = scheme.verify(spoiled, secrets, now).accepted();
        figures.count(accepted ? "verified: accepted" : "verified: refused");
        if (accepted && !sameWord(config.scheme(), right, spoiled)) {
            figures.faults().add("a forgery was accepted: " + source.name());
        }
    }

    /** Whether what the scheme covers is what its sender signed. */
    private static boolean sameWord(String scheme, SignedRequest right, SignedRequest spoiled) {
        if (SIGN_NOTHING.contains(scheme)) {
            return true;
        }
        if (!SIGN_THE_FORM.contains(scheme)) {
            return Arrays.equals(right.body(), spoiled.body());
        }
        return right.url().equals(spoiled.url()) && letters(right.body()).equals(letters(spoiled.body()));
    }

    /** These schemes join names and values without a delimiter, so that letters may move; none may come or go. */
    private static List<Integer> letters(byte[] body) {
        StringBuilder letters = new StringBuilder();
        FormParameters.parse(body)
                .ifPresentOrElse(
                        form -> form.values().forEach((name, values) -> new TreeSet<>(values)
                                .forEach(value -> letters.append(name).append(value))),
                        () -> letters.append(new String(body, StandardCharsets.UTF_8)));
        return letters.chars().sorted().boxed().toList();
    }

    private void read(SourceConfig source, SignedRequest spoiled, Instant now, Figures figures) {
        String type = spoiled.header("Content-Type").stream().findFirst().orElse("");
        int mark = spoiled.url().indexOf('?');
        RawEvent event = new RawEvent(
                source.name(), type, mark < 0 ? "" : spoiled.url().substring(mark + 1), Map.of(), spoiled.body());
        try {
            boolean phase = envelopes.read(source, event).phase().isPresent();
            PayloadSecrets.without(Message.of(event), source.secretsInPayload());
            if (phase) {
                translator.translate(source, event, now);
            }
            figures.count(phase ? "read: translated" : "read: kept and ignored");
        } catch (MalformedEvent e) {
            figures.count("read: malformed");
        }
    }

    private Figures overHttp(int requests, Path folder) {
        try (ProviderSimulator providers = ProviderSimulator.start()) {
            Map<String, String> settings = new HashMap<>(providers.environment());
            settings.putAll(senders.settings(folder.resolve("data")));
            try (RunningHub hub = RunningHub.start(settings)) {
                return overHttp(requests, hub);
            }
        }
    }

    /** Sends spoiled requests to a hub that all shipped sources are on at, and looks at its answers and its log. */
    Figures overHttp(int requests, RunningHub hub) {
        // Signed anew: what is stale never gets past the signature.
        right.clear();
        Figures figures = new Figures();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        for (int i = 0; i < requests; i++) {
            String payload = payloads.get(i % payloads.size());
            SignedRequest spoiled = mutation.of(right(ShippedSenders.source(payload), payload));
            String target = spoiled.url().substring("https://hub.example.com".length());
            RawHttp.Answer answer;
            try {
                answer = RawHttp.send(hub.url(), "POST", target, spoiled.headers(), spoiled.body());
            } catch (UncheckedIOException e) {
                // The server refused the head of the request and hung up while the body was still being written.
                figures.count("answered: connection closed");
                continue;
            }
            figures.count("answered: " + answer.status());
            if (answer.status() >= 500) {
                figures.faults().add(payload + ": " + answer.status());
            }
        }
        root.detachAppender(log);
        List.copyOf(log.list).stream()
                .filter(entry ->
                        entry.getThrowableProxy() != null || entry.getLevel().isGreaterOrEqual(Level.ERROR))
                .forEach(entry -> figures.faults().add("logged: " + entry.getFormattedMessage()));
        return figures;
    }
}
