package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.expression.Condition;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.platform.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider's API is asked for, and how its answer is told as an event of the source.
 *
 * @param url with places like {@code {call_id}} behind its host
 * @param authorization the header's value
 * @param after how long nothing was heard of a call before it is asked for
 * @param when what has to stand in an event that makes the hub ask
 * @param tellings the first that fits an answer counts; an answer that none fits says nothing
 */
public record Fetch(String url, String authorization, Duration after, List<Condition> when, List<Telling> tellings) {
    /** What a provider uses in an id; no more, since it goes into a path. */
    private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._~:=-]{1,255}");

    /** The server that is called. */
    public URI server() {
        return URI.create(url.replaceAll("(https?://[^/]+).*", "$1"));
    }

    /**
     * The URL to ask, or empty when a place in it has no value that an id can be.
     *
     * @param said what stands under {@code event} and {@code call_id}
     */
    public Optional<URI> url(Map<String, JsonNode> said) {
        Matcher place = Telling.PLACE.matcher(url);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String id = Telling.at(place, said).asText();
            if (!ID.matcher(id).matches()) {
                return Optional.empty();
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(URLEncoder.encode(id, StandardCharsets.UTF_8)));
        }
        return Optional.of(URI.create(place.appendTail(filled).toString()));
    }

    /** Whether the event makes the hub ask. */
    public boolean wantedBy(Message event) {
        return when.stream().allMatch(condition -> condition.holds(event));
    }

    /** The answer as an event of the source, or empty when it tells nothing. */
    public Optional<RawEvent> tell(String source, Map<String, JsonNode> said) {
        Message answer = message(source, said.get("answer"));
        return tellings.stream()
                .filter(telling -> telling.fits(answer))
                .findFirst()
                .map(telling -> telling.write(source, said));
    }

    private static Message message(String source, JsonNode json) {
        byte[] body = Json.write(json).getBytes(StandardCharsets.UTF_8);
        return Message.of(new RawEvent(source, "application/json", "", Map.of(), body));
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "Fetch[" + server() + "]";
    }
}
