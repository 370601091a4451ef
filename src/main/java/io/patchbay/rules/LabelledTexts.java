package io.patchbay.rules;

import io.patchbay.meaning.Meaning;
import io.patchbay.meaning.Topic;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Texts of calls with the queue that each belongs to, to measure a rule set by. A file has a line for each text: queue,
 * language, group and text with tabs between them.
 */
public final class LabelledTexts {
    /** A call of a known account that was analyzed, and of which nothing else is known. */
    private static final Map<String, Object> GIVEN = Map.of(
            Fact.DIRECTORY_MATCH.path(), "known",
            Fact.DIRECTORY_MATCH_BASIS.path(), "line",
            Fact.DIRECTORY_ACCOUNT_KNOWN.path(), true,
            Fact.DIRECTORY_ACCOUNT_TRUSTED.path(), true,
            Fact.CALL_ANALYZED.path(), true);

    /**
     * A text and where it belongs.
     *
     * @param group how it was said, for example {@code summary} or {@code speech}
     */
    public record Labelled(String queue, String language, String group, String text) {}

    /** A text and the queue that the rules chose. */
    public record Judged(Labelled labelled, String queue, Map<String, Object> facts) {
        /** Whether it went where it belongs. */
        public boolean right() {
            return labelled.queue().equals(queue);
        }
    }

    private final List<Labelled> texts;

    private LabelledTexts(List<Labelled> texts) {
        this.texts = List.copyOf(texts);
    }

    /**
     * The texts of the file.
     *
     * @throws ConfigurationException when it cannot be read, with every line that is wrong
     */
    public static LabelledTexts read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    file.toString(), 0, 0, "the labelled texts cannot be read", "give a file in UTF-8")));
        }
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<Labelled> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("\t", 4);
            if (parts.length == 4 && Topic.of(parts[0]).isPresent()) {
                texts.add(new Labelled(parts[0], parts[1], parts[2], parts[3]));
            } else if (!lines.get(i).isBlank()) {
                problems.add(new ConfigurationProblem(
                        file.getFileName().toString(),
                        i + 1,
                        1,
                        "the line is no labelled text",
                        "write queue, language, group and text with tabs between them"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new LabelledTexts(texts);
    }

    /** The texts that the hub's scores were calibrated with; nothing was learnt from them. */
    public static LabelledTexts calibration() {
        return new LabelledTexts(Meaning.calibrationTexts().stream()
                .map(text -> new Labelled(text.topic().key(), text.language(), text.group(), text.text()))
                .toList());
    }

    /** The texts in the order of the file. */
    public List<Labelled> texts() {
        return texts;
    }

    /** Where the rules send each text, as if a caller of a known account had said it and nothing else. */
    public List<Judged> judge(RuleSet rules) {
        return texts.parallelStream()
                .map(text -> {
                    Map<String, Object> facts = new LinkedHashMap<>(GIVEN);
                    facts.put(Fact.CALLER_MENTIONS.path(), rules.lexicon().topicsIn(Stream.of(text.text)));
                    facts.putAll(rules.heard(List.of(text.text)));
                    return new Judged(
                            text, rules.decideOnly(Facts.stored(facts)).queue(), facts);
                })
                .toList();
    }
}
