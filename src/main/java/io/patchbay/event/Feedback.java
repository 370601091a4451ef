package io.patchbay.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that a tool says has happened to something it holds: a ticket, a page, a message, an outage of a status page
 * or a monitor. Events of tools come late, twice and out of order; {@code at} and {@code order} say where this one belongs.
 *
 * @param source the source that sent it
 * @param kind what happened to what, for example {@code ticket.transitioned}, {@code page.resolved},
 *     {@code message.pressed}, {@code outage.updated} or {@code monitor.firing}
 * @param object the tool's own id of the thing; it never changes
 * @param key the name people use, which may change: an issue key, a dedup key, a channel; or the empty string
 * @param markers idempotency markers of ours that the thing carries
 * @param actor the tool's id of who did it, or the empty string
 * @param at when it happened, by the tool's own clock
 * @param order tells apart what happened to one thing at the same time; compared as text
 * @param status the tool's own word for the state after it, or the empty string
 * @param category what kind of state that is, for example Jira's {@code done}; or the empty string
 * @param resolution how it ended, in the tool's own word; or the empty string
 * @param detail what else there is to know, by name; no text that anybody wrote about a matter, save the reason that a
 *     person gives for what they do in a dialog of the hub's own
 */
public record Feedback(
        String source,
        String kind,
        String object,
        String key,
        List<String> markers,
        String actor,
        Instant at,
        String order,
        String status,
        String category,
        String resolution,
        Map<String, String> detail) {

    public Feedback {
        markers = List.copyOf(markers);
        detail = Map.copyOf(detail);
    }

    /** What it happened to: {@code ticket}, {@code page}, {@code message}, {@code outage} or {@code monitor}. */
    public String subject() {
        return kind.substring(0, kind.indexOf('.'));
    }

    /** A detail, or the empty string. */
    public String detail(String name) {
        return detail.getOrDefault(name, "");
    }

    /** The same for every telling of the same fact, and for no other: 64 characters. */
    public String fact() {
        return FailureSignature.hash(String.join(
                "\n",
                kind,
                object,
                at.toString(),
                order,
                key,
                status,
                category,
                resolution,
                actor,
                new TreeMap<>(detail).toString()));
    }
}
