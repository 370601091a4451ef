package io.patchbay.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.dispatch.Outcome;
import io.patchbay.platform.EgressRefusedException;
import io.patchbay.platform.HttpAnswer;
import io.patchbay.platform.Json;
import io.patchbay.platform.RequestNotSentException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one request: an answer, or the failure that took its place.
 *
 * @param status the HTTP status, or 0 when there was no answer
 * @param headers those that an outcome may depend on, by lower-case name
 * @param json the body, or a missing node when it is not JSON (a proxy's HTML, a cut answer, nothing)
 * @param failure why there was no answer, else null
 * @param at when it came, on this node's clock
 */
public record ProviderAnswer(int status, Map<String, String> headers, JsonNode json, Exception failure, Instant at) {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public static ProviderAnswer of(HttpAnswer answer, Instant at) {
        return new ProviderAnswer(answer.status(), answer.headers(), jsonOf(answer.body()), null, at);
    }

    public static ProviderAnswer failed(Exception failure, Instant at) {
        return new ProviderAnswer(0, Map.of(), MissingNode.getInstance(), failure, at);
    }

    private static JsonNode jsonOf(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /**
     * What the status alone says, for every status a provider has not given a meaning of its own.
     *
     * @param repeatable whether the request can be made again without a second effect, so that not knowing its fate is
     *     no reason to look it up
     * @param reason a provider's error code, or the empty string
     */
    public Outcome byStatus(boolean repeatable, String reason) {
        if (failure != null) {
            return byFailure(repeatable);
        }
        String why = "HTTP " + status + (reason.isEmpty() ? "" : ": " + reason);
        if (status == 429) {
            return Outcome.throttled(retryAfter(), status, why);
        }
        if (status == 425) {
            return Outcome.of(Outcome.Kind.NOT_SENT, status, why);
        }
        if (status >= 300 && status < 400) {
            return Outcome.of(Outcome.Kind.REJECTED, status, why + ": redirected; correct the configured URL");
        }
        if (status >= 400 && status < 500 && status != 408) {
            return Outcome.of(Outcome.Kind.REJECTED, status, why);
        }
        return ambiguous(repeatable, ok() ? why + ": the answer cannot be read" : why);
    }

    public Outcome ambiguous(boolean repeatable, String reason) {
        return Outcome.of(repeatable ? Outcome.Kind.NOT_SENT : Outcome.Kind.UNKNOWN, status, reason);
    }

    /** Empty when a look-up has its answer, else why it has none. A look-up that is refused proves nothing. */
    public Optional<Outcome> lookedUp() {
        if (ok()) {
            return Optional.empty();
        }
        Outcome outcome = byStatus(true, "");
        return Optional.of(
                outcome.kind() == Outcome.Kind.THROTTLED
                        ? outcome
                        : Outcome.of(Outcome.Kind.UNKNOWN, status, "look-up: " + outcome.reason()));
    }

    private Outcome byFailure(boolean repeatable) {
        if (failure instanceof EgressRefusedException) {
            return Outcome.of(Outcome.Kind.REJECTED, 0, "egress refused: " + failure.getMessage());
        }
        if (failure instanceof RequestNotSentException) {
            return Outcome.of(Outcome.Kind.NOT_SENT, 0, failure.getMessage());
        }
        return ambiguous(repeatable, "no answer: " + failure.getClass().getSimpleName());
    }

    /**
     * The time the provider asked to wait: seconds or an HTTP date (RFC 9110, 10.2.3), an hour at the most; null when it
     * gave none or one that cannot be read.
     */
    public Duration retryAfter() {
        String value = header("retry-after").trim();
        if (value.matches("\\d{1,9}")) {
            return shorter(Duration.ofSeconds(Long.parseLong(value)));
        }
        return date(value) == null ? null : shorter(Duration.between(now(), date(value)));
    }

    /** The provider's own clock where it tells it, because its date was made with that. */
    private Instant now() {
        Instant said = date(header("date"));
        return said == null ? at : said;
    }

    private static Duration shorter(Duration wait) {
        Duration positive = wait.isNegative() ? Duration.ZERO : wait;
        return positive.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : positive;
    }

    private static Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The status only: a body is the provider's and may hold anything. */
    @Override
    public String toString() {
        return failure == null ? "HTTP " + status : failure.getClass().getSimpleName();
    }
}
