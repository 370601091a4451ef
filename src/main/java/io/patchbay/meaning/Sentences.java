package io.patchbay.meaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts as the sentences that are judged, each by itself and each with the one after it, since the second often needs the
 * first to be understood. What has no punctuation, as speech recognition writes it, is cut into
 * stretches that overlap by half, so that nothing which was said together is only ever seen in two halves. Bounded: of more
 * than {@value #MOST} sentences those in the middle are left out.
 */
final class Sentences {
    /** The most sentences of one call. */
    static final int MOST = 32;

    private static final int MAX_CHARS = 400;
    private static final int MAX_TEXT_CHARS = 20_000;
    private static final int STRETCH_WORDS = 26;
    private static final int LEAST_WORDS = 3;
    private static final Pattern END = Pattern.compile("(?<=[.!?;…])\\s+|\\R|\\s+[–—]\\s+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Addresses, markup and placeholders are no language: what they are made of says nothing of what was meant. */
    private static final Pattern NO_WORDS = Pattern.compile("(?i)\\bhttps?://\\S{1,500}"
            + "|<[^<>]{0,500}>|\\$?\\{[^{}]{0,500}\\}|\\[~[^\\[\\]]{0,200}\\]|\\b[\\w.+-]{1,64}@[\\w.-]{1,200}");

    private Sentences() {}

    /** The sentences of all the texts, each once, in their order. */
    static List<String> of(List<String> texts) {
        Set<String> sentences = new LinkedHashSet<>();
        texts.forEach(text -> addTo(sentences, bounded(text)));
        List<String> all = List.copyOf(sentences);
        if (all.size() <= MOST) {
            return all;
        }
        List<String> ends = new ArrayList<>(all.subList(0, MOST / 2));
        ends.addAll(all.subList(all.size() - MOST / 2, all.size()));
        return ends;
    }

    /** Each sentence, and each with the one after it. */
    static List<String> judged(List<String> texts) {
        List<String> sentences = of(texts);
        List<String> judged = new ArrayList<>(sentences);
        for (int i = 0; i + 1 < sentences.size(); i++) {
            judged.add(cut(sentences.get(i) + " " + sentences.get(i + 1)));
        }
        return judged;
    }

    private static String bounded(String text) {
        int half = MAX_TEXT_CHARS / 2;
        return text.length() <= MAX_TEXT_CHARS
                ? text
                : text.substring(0, half) + "\n" + text.substring(text.length() - half);
    }

    private static void addTo(Set<String> sentences, String text) {
        boolean any = false;
        String spoken = NO_WORDS.matcher(text).replaceAll(" ");
        for (String part : END.split(spoken)) {
            String[] words = SPACE.split(part.strip());
            if (words.length >= LEAST_WORDS) {
                stretches(words).forEach(sentences::add);
                any = true;
            }
        }
        if (!any && !spoken.isBlank()) {
            sentences.add(cut(spoken.strip()));
        }
    }

    private static List<String> stretches(String[] words) {
        List<String> stretches = new ArrayList<>();
        int start = 0;
        while (start == 0 || start + STRETCH_WORDS / 2 < words.length) {
            int end = Math.min(words.length, start + STRETCH_WORDS);
            stretches.add(cut(String.join(" ", Arrays.copyOfRange(words, start, end))));
            start += STRETCH_WORDS / 2;
        }
        return stretches;
    }

    private static String cut(String sentence) {
        return sentence.length() <= MAX_CHARS ? sentence : sentence.substring(0, MAX_CHARS);
    }
}
