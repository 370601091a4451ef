package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the simulator saw and did: every effect, how often each end point was called, and the latest requests. */
public final class Journal {
    /** Requests beyond this many are forgotten, oldest first. */
    public static final int KEPT_REQUESTS = 10_000;

    private static final int LONGEST_WORD = 255;

    /**
     * A request that came in.
     *
     * @param at epoch milliseconds
     * @param status the answer's status; 0 when none was sent whole
     */
    public record Seen(Endpoint endpoint, long at, int status, Request request) {}

    private final Queue<Effect> effects = new ConcurrentLinkedQueue<>();
    private final Map<Endpoint, LongAdder> calls = new ConcurrentHashMap<>();
    private final Deque<Seen> requests = new ArrayDeque<>();

    void made(Effect.Kind kind, String id, Collection<String> words) {
        effects.add(new Effect(kind, id, List.copyOf(words), System.currentTimeMillis()));
    }

    void saw(Endpoint endpoint, Request request, int status, long at) {
        calls.computeIfAbsent(endpoint, key -> new LongAdder()).increment();
        synchronized (requests) {
            requests.addLast(new Seen(endpoint, at, status, request));
            if (requests.size() > KEPT_REQUESTS) {
                requests.removeFirst();
            }
        }
    }

    /** All effects so far. */
    public Effects effects() {
        return new Effects(effects);
    }

    /** How often each end point was called, by its name. */
    public Map<String, Long> calls() {
        return calls.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), entry -> entry.getValue()
                        .sum()));
    }

    public long calls(Endpoint endpoint) {
        LongAdder counted = calls.get(endpoint);
        return counted == null ? 0 : counted.sum();
    }

    /** The latest requests to that end point, oldest first. */
    public List<Seen> requests(Endpoint endpoint) {
        synchronized (requests) {
            return requests.stream().filter(seen -> seen.endpoint() == endpoint).toList();
        }
    }

    /** The latest requests to all end points, oldest first. */
    public List<Request> requests() {
        synchronized (requests) {
            return requests.stream().map(Seen::request).toList();
        }
    }

    /** The latest requests with that method whose path matches, oldest first. */
    public List<Request> requests(String method, String path) {
        Pattern pattern = Pattern.compile(path);
        return requests().stream()
                .filter(request -> request.method().equals(method)
                        && pattern.matcher(request.path()).matches())
                .toList();
    }

    void clear() {
        effects.clear();
        calls.clear();
        synchronized (requests) {
            requests.clear();
        }
    }

    /** The texts and numbers in a JSON value that are short enough to be a marker or an id. */
    static Set<String> words(JsonNode node) {
        Set<String> words = new TreeSet<>();
        collect(node, words);
        return words;
    }

    private static void collect(JsonNode node, Set<String> words) {
        if (node == null || node.isContainerNode()) {
            if (node != null) {
                node.forEach(child -> collect(child, words));
            }
        } else if (node.isTextual() || node.isIntegralNumber()) {
            String text = node.asText();
            if (!text.isBlank() && text.length() <= LONGEST_WORD) {
                words.add(text);
            }
        }
    }
}
