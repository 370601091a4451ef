package io.patchbay.api;

import io.patchbay.directory.Action;
import io.patchbay.intake.EventView;
import io.patchbay.intake.Inbox;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(EventController.class);

    private final Inbox inbox;
    private final Requester requester;

    EventController(Inbox inbox, Requester requester) {
        this.inbox = inbox;
        this.requester = requester;
    }

    @Needs(Action.READ)
    @Operation(summary = "What became of an event: its state, and the case it led to")
    @GetMapping("/{id}")
    EventView event(@PathVariable String id) {
        return inbox.event(id, requester.visible()).orElseThrow(() -> new NotFound("event"));
    }

    @Needs(Action.READ)
    @Operation(summary = "Up to a hundred events in a state, oldest first; quarantined and dead ones wait for a person")
    @GetMapping
    List<EventView> events(@RequestParam(defaultValue = "quarantined") String state) {
        if (!STATES.contains(state)) {
            throw new BadRequest("state is one of " + STATES.stream().sorted().toList());
        }
        return inbox.events(state, requester.visible());
    }

    @Needs(Action.READMIT_EVENT)
    @Operation(summary = "Put a quarantined or dead event back to work, after its cause was mended; safe to repeat")
    @PostMapping("/{id}/readmit")
    Map<String, Object> readmit(@PathVariable String id) {
        String known = event(id).id();
        boolean readmitted = inbox.readmit(known);
        if (readmitted) {
            LOG.info(
                    "event readmitted event={} by={}",
                    known,
                    requester.principal().actor());
        }
        return Map.of("event_id", known, "readmitted", readmitted);
    }
}
