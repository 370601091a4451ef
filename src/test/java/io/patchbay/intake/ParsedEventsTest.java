package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsedEventsTest {

    private static Message message(int bytes) {
        String body = "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
        return Message.of(
                new RawEvent("generic", "application/json", "", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void take_givesEachEventOnce() {
        ParsedEvents events = new ParsedEvents(1_000);
        Message message = message(100);
        events.put("evt_1", message);

        assertThat(events.take(List.of("evt_1", "evt_2"))).containsExactly(Map.entry("evt_1", message));
        assertThat(events.take(List.of("evt_1"))).isEmpty();
    }

    @Test
    void fullMemory_keepsTheFirstAndTakesMoreWhenTheyAreGone() {
        ParsedEvents events = new ParsedEvents(250);
        events.put("evt_1", message(100));
        events.put("evt_2", message(100));
        events.put("evt_3", message(100));

        assertThat(events.take(List.of("evt_1", "evt_3"))).containsOnlyKeys("evt_1");

        events.put("evt_4", message(100));
        assertThat(events.take(List.of("evt_2", "evt_4"))).containsOnlyKeys("evt_2", "evt_4");
    }

    @Test
    void largeBody_isNotKeptInMind() {
        ParsedEvents events = new ParsedEvents(1 << 20);
        events.put("evt_1", message(ParsedEvents.LARGEST_BODY + 1));

        assertThat(events.take(List.of("evt_1"))).isEmpty();
    }
}
