package io.patchbay.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.patchbay.meaning.Words;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The phrases that give a topic away, and those that promise what the company did not authorise, per language. Every
 * language is looked for in every call: nobody has to know first which one was spoken.
 *
 * @param topics topic, language, phrases
 * @param promises kind of promise, language, phrases
 */
record Lexicon(
        SortedMap<String, SortedMap<String, List<String>>> topics,
        SortedMap<String, SortedMap<String, List<String>>> promises,
        @JsonIgnore PhraseTrie topicTrie,
        @JsonIgnore PhraseTrie promiseTrie) {

    /** The longest phrase, in words: the bound on what one word of a text can cost. */
    static final int MAX_WORDS = 12;

    static final Lexicon EMPTY = of(new TreeMap<>(), new TreeMap<>());
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R");

    static Lexicon of(
            SortedMap<String, SortedMap<String, List<String>>> topics,
            SortedMap<String, SortedMap<String, List<String>>> promises) {
        return new Lexicon(topics, promises, trieOf(topics), trieOf(promises));
    }

    private static PhraseTrie trieOf(Map<String, SortedMap<String, List<String>>> phrases) {
        PhraseTrie trie = new PhraseTrie();
        phrases.forEach((label, languages) -> languages.values().stream()
                .flatMap(List::stream)
                .flatMap(phrase -> spellings(phrase).stream())
                .forEach(words -> trie.add(words, label)));
        return trie;
    }

    /** With umlauts dropped like accents, and as German writes them where there are none: {@code u} and {@code ue}. */
    private static Set<List<String>> spellings(String phrase) {
        String spelledOut = Normalizer.normalize(phrase, Normalizer.Form.NFD).replace("\u0308", "e");
        return new HashSet<>(List.of(Words.of(phrase), Words.of(spelledOut)));
    }

    /** The topics that the texts mention, sorted. */
    List<String> topicsIn(Stream<String> texts) {
        TreeSet<String> found = new TreeSet<>();
        texts.forEach(text -> found.addAll(topicTrie.labelsIn(Words.of(text))));
        return List.copyOf(found);
    }

    /** The sentences that make a promise, each behind its kind: {@code refund: We will refund you.} */
    Stream<String> promisesIn(Stream<String> texts) {
        return texts.filter(text -> !promiseTrie.labelsIn(Words.of(text)).isEmpty())
                .flatMap(text -> Arrays.stream(SENTENCE_END.split(text)))
                .flatMap(sentence -> new TreeSet<>(promiseTrie.labelsIn(Words.of(sentence)))
                        .stream().map(kind -> kind + ": " + sentence.strip()));
    }
}
