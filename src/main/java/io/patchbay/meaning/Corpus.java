package io.patchbay.meaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts that come with the hub: examples to learn from and texts to calibrate with, a file for each language, a line for
 * each text: topic, group and text behind one another with tabs between them.
 */
final class Corpus {
    static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "it", "pt");

    private Corpus() {}

    /** What the model learns from. */
    static List<Example> examples() {
        return read("examples");
    }

    /** What scores are calibrated with; none of it is learnt from. */
    static List<Example> calibration() {
        return read("calibration");
    }

    /** SHA-256 of all the texts, in hexadecimal: what a model was fitted from. */
    static String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of("examples", "calibration", "symptoms")) {
                for (String language : LANGUAGES) {
                    digest.update(bytes("/meaning/" + part + "-" + language + ".tsv"));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A text that tells of a failure, and how it shows. */
    record Failure(Symptom symptom, String language, String text) {}

    /** What the symptoms of failures are learnt from. */
    static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (String language : LANGUAGES) {
            String resource = "/meaning/symptoms-" + language + ".tsv";
            new String(bytes(resource), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split("\t", 2);
                Symptom symptom = Symptom.of(parts[0])
                        .orElseThrow(() -> new IllegalStateException(resource + ": no symptom is called " + parts[0]));
                failures.add(new Failure(symptom, language, parts[1]));
            });
        }
        return failures;
    }

    private static List<Example> read(String part) {
        return LANGUAGES.stream()
                .flatMap(language -> lines("/meaning/" + part + "-" + language + ".tsv", language).stream())
                .toList();
    }

    private static List<Example> lines(String resource, String language) {
        return parsed(new String(bytes(resource), StandardCharsets.UTF_8).lines(), resource, language);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the hub's own texts are missing: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Example> parsed(Stream<String> lines, String resource, String language) {
        List<Example> examples = new ArrayList<>();
        lines.forEach(line -> {
            String[] parts = line.split("\t", 3);
            if (parts.length != 3) {
                throw new IllegalStateException(resource + ": no text in the line '" + line + "'");
            }
            Topic topic = Topic.of(parts[0])
                    .orElseThrow(() -> new IllegalStateException(resource + ": no topic is called " + parts[0]));
            examples.add(new Example(topic, language, parts[1], parts[2]));
        });
        return examples;
    }
}
