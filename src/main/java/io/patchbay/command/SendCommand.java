package io.patchbay.command;

import io.patchbay.intake.SourceTrial;
import io.patchbay.platform.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Plays the sender of a source: signs a body as it would, with the secret from the environment, and posts it. A source
 * whose scheme verifies with a public key signs with {@code SOURCE_<NAME>_PRIVATE_KEY}.
 */
@Command(
        name = "send",
        description = "sign a .json or .form body as that source's sender would, and post it",
        showDefaultValues = true)
final class SendCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "the source's name")
    private String source;

    @Parameters(index = "1", paramLabel = "FILE", description = "the body, in a file whose name ends in .json or .form")
    private Path file;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "the hub")
    private String url;

    @Option(names = "--id", paramLabel = "ID", description = "the delivery's id, where the sender sends one")
    private String id;

    @Option(
            names = "--query",
            paramLabel = "QUERY",
            defaultValue = "",
            showDefaultValue = Visibility.NEVER,
            description = "the query of the URL that the sender was given, for example account=acct-1042")
    private String query;

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String hub = hub();
        String contentType = contentType();
        SourceTrial trial = SourceTrial.of(terminal.configFolder(), source, terminal.references());
        try {
            return post(trial.sign(
                    hub,
                    query,
                    contentType,
                    body(),
                    secret(trial),
                    clock.instant(),
                    id == null ? new Ids(clock).next("msg") : id));
        } catch (IllegalArgumentException e) {
            terminal.err().println("this cannot be signed: " + e.getMessage());
        } catch (IOException e) {
            terminal.err().println("the hub did not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            terminal.err().println("interrupted");
        }
        return Commands.PROBLEM;
    }

    /** Where the hub listens, without a slash at the end. */
    private String hub() {
        try {
            URI hub = URI.create(url);
            if (hub.getHost() != null && List.of("http", "https").contains(hub.getScheme()) && hub.getQuery() == null) {
                return url.replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            throw usage("--url is not a URL");
        }
        throw usage("--url begins with http:// or https:// and has no query");
    }

    /** The body's media type, by the file's extension. */
    private String contentType() {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) {
            return "application/json";
        }
        if (name.endsWith(".form")) {
            return "application/x-www-form-urlencoded";
        }
        throw usage("the file's name ends in .json or .form: it says what the body is");
    }

    private byte[] body() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw usage("there is no file " + file);
        }
        return Files.readAllBytes(file);
    }

    private String secret(SourceTrial trial) {
        String variable = "SOURCE_" + source.toUpperCase(Locale.ROOT).replace('-', '_');
        String privateKey = terminal.variables().apply(variable + "_PRIVATE_KEY");
        return Optional.ofNullable(privateKey)
                .filter(key -> !key.isBlank())
                .or(trial::secret)
                .orElseThrow(() -> usage("the source " + source + " has no secret here: set " + variable + "_SECRET"));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }

    private int post(SourceTrial.Posting posting) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(posting.url())
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(posting.body()));
        posting.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        terminal.out().println(answer.statusCode() + " " + answer.body());
        return answer.statusCode() / 100 == 2 ? 0 : Commands.PROBLEM;
    }
}
