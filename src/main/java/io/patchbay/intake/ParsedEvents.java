package io.patchbay.intake;

import io.patchbay.intake.expression.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Events that came to this node a moment ago, as they were parsed and checked then, so that triage here does neither again.
 * The inbox's row alone counts: what is not here, because there is no room or another node received it, is read from there.
 */
@Component
class ParsedEvents {
    /** A larger body costs little beside what else is done about it. */
    static final int LARGEST_BODY = 1 << 15;

    private static final Duration STALE = Duration.ofSeconds(30);
    /** A parsed body takes some ten times the memory of its bytes; a malicious one thirty times. */
    private static final long SHARE_OF_HEAP = 256;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final long mostBytes;
    private long bytes;

    private record Entry(Message message, long since) {
        int size() {
            return message.event().body().length;
        }
    }

    ParsedEvents() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    ParsedEvents(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Keeps the event in mind while there is room: what came first is triaged first, so nothing gives way but what is stale. */
    synchronized void put(String eventId, Message message) {
        int size = message.event().body().length;
        if (size > LARGEST_BODY) {
            return;
        }
        if (bytes + size > mostBytes) {
            dropStale();
        }
        if (bytes + size <= mostBytes) {
            bytes += size;
            entries.put(eventId, new Entry(message, System.nanoTime()));
        }
    }

    /** Events that another node triaged. */
    private void dropStale() {
        long before = System.nanoTime() - STALE.toNanos();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.since() - before > 0) {
                return;
            }
            bytes -= entry.size();
            oldest.remove();
        }
    }

    /** Those of the events that are here, by id; they are not any more after this. */
    synchronized Map<String, Message> take(Collection<String> eventIds) {
        Map<String, Message> taken = new HashMap<>();
        for (String id : eventIds) {
            Entry entry = entries.remove(id);
            if (entry != null) {
                bytes -= entry.size();
                taken.put(id, entry.message());
            }
        }
        return taken;
    }
}
