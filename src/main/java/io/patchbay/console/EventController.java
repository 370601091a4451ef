package io.patchbay.console;

import io.patchbay.intake.EventView;
import io.patchbay.intake.Inbox;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of the webhooks. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {
    private static final Set<String> STATES = Set.of("received", "claimed", "done", "ignored", "quarantined", "dead");

    private final Inbox inbox;

    EventController(Inbox inbox) {
        this.inbox = inbox;
    }

    @Operation(summary = "What became of an event: its state, and the case it led to")
    @GetMapping("/{id}")
    EventView event(@PathVariable String id) {
        return inbox.event(id).orElseThrow(() -> new NotFound("event"));
    }

    @Operation(summary = "Up to a hundred events in a state, oldest first; quarantined and dead ones wait for a person")
    @GetMapping
    List<EventView> events(@RequestParam(defaultValue = "quarantined") String state) {
        if (!STATES.contains(state)) {
            throw new BadRequest("state is one of " + STATES.stream().sorted().toList());
        }
        return inbox.events(state);
    }

    @Operation(summary = "Put a quarantined or dead event back to work, after its cause was mended; safe to repeat")
    @PostMapping("/{id}/readmit")
    Map<String, Object> readmit(@PathVariable String id) {
        event(id);
        return Map.of("event_id", id, "readmitted", inbox.readmit(id));
    }
}
