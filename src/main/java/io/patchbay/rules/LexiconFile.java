package io.patchbay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.meaning.Words;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the phrases of the lexicon files and what is wrong with them. */
final class LexiconFile {
    private final SortedMap<String, SortedMap<String, List<String>>> topics = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, List<String>>> promises = new TreeMap<>();
    private final List<ConfigurationProblem> problems;

    /** @param problems where to add what is found wrong */
    LexiconFile(List<ConfigurationProblem> problems) {
        this.problems = problems;
    }

    void add(YamlFile file) {
        add(file, "topics", topics);
        add(file, "promises", promises);
    }

    private void add(YamlFile file, String key, SortedMap<String, SortedMap<String, List<String>>> target) {
        for (Map.Entry<String, JsonNode> label : file.tree().path(key).properties()) {
            for (Map.Entry<String, JsonNode> language : label.getValue().properties()) {
                String pointer = "/" + key + "/" + label.getKey() + "/" + language.getKey();
                Set<String> phrases = new TreeSet<>(phrases(file, pointer, language.getValue()));
                target.computeIfAbsent(label.getKey(), name -> new TreeMap<>())
                        .merge(language.getKey(), List.copyOf(phrases), LexiconFile::union);
            }
        }
    }

    private static List<String> union(List<String> some, List<String> others) {
        TreeSet<String> union = new TreeSet<>(some);
        union.addAll(others);
        return List.copyOf(union);
    }

    private List<String> phrases(YamlFile file, String pointer, JsonNode list) {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            List<String> words = Words.of(list.get(i).asText());
            String place = pointer + "/" + i;
            if (words.isEmpty() || words.size() > Lexicon.MAX_WORDS) {
                String message = "a phrase has 1 to " + Lexicon.MAX_WORDS + " words, and this one " + words.size();
                problems.add(file.at(place, message, "shorten it, or write it in letters and digits"));
            } else if (!seen.add(words)) {
                String message = "the phrase '" + list.get(i).asText() + "' stands here twice";
                problems.add(file.at(place, message, "keep one; case and accents make no difference"));
            }
        }
        return list.valueStream().map(JsonNode::asText).toList();
    }

    Lexicon lexicon() {
        return Lexicon.of(topics, promises);
    }
}
