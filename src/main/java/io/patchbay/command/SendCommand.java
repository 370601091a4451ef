package io.patchbay.command;

import io.patchbay.intake.SourceTrial;
import io.patchbay.platform.Ids;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Plays the sender of a source: signs a body as it would, with the secret from the environment, and posts it. A source
 * whose scheme verifies with a public key signs with {@code SOURCE_<NAME>_PRIVATE_KEY}.
 */
final class SendCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    int run(SendOptions options) {
        SourceTrial source = SourceTrial.of(terminal.configFolder(), options.source(), terminal.references());
        try {
            return post(source.sign(
                    options.hub(),
                    options.query(),
                    options.contentType(),
                    body(options.file()),
                    secret(source, options.source()),
                    clock.instant(),
                    options.id().orElseGet(() -> new Ids(clock).next("msg"))));
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

    private static byte[] body(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        return Files.readAllBytes(file);
    }

    private String secret(SourceTrial source, String name) {
        String variable = "SOURCE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String privateKey = terminal.variables().apply(variable + "_PRIVATE_KEY");
        return Optional.ofNullable(privateKey)
                .filter(key -> !key.isBlank())
                .or(source::secret)
                .orElseThrow(() ->
                        new UsageException("the source " + name + " has no secret here: set " + variable + "_SECRET"));
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
