package io.patchbay.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to send where.
 *
 * @param hub where the hub listens, without a slash at the end
 * @param id the delivery's id, or empty for a new one
 * @param query the raw query of the URL that the sender calls, or the empty string
 */
record SendOptions(String source, Path file, String hub, Optional<String> id, String query) {
    private static final Set<String> OPTIONS = Set.of("--url", "--id", "--query");

    /** @throws UsageException when the words are no such command */
    static SendOptions of(List<String> words) {
        List<String> names = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                names.add(word);
            } else if (OPTIONS.contains(word) && i + 1 < words.size()) {
                options.put(word, words.get(++i));
            } else {
                throw new UsageException(
                        OPTIONS.contains(word) ? word + " needs a value" : "send has no option " + word);
            }
        }
        if (names.size() != 2) {
            throw new UsageException("send SOURCE FILE");
        }
        return new SendOptions(
                names.get(0),
                Path.of(names.get(1)),
                hub(options.getOrDefault("--url", "http://127.0.0.1:8080")),
                Optional.ofNullable(options.get("--id")),
                options.getOrDefault("--query", ""));
    }

    private static String hub(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme()) && url.getQuery() == null) {
                return text.replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--url is not a URL");
        }
        throw new UsageException("--url begins with http:// or https:// and has no query");
    }

    /** The body's media type, by the file's extension. */
    String contentType() {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) {
            return "application/json";
        }
        if (name.endsWith(".form")) {
            return "application/x-www-form-urlencoded";
        }
        throw new UsageException("the file's name ends in .json or .form: it says what the body is");
    }
}
