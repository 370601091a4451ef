package io.patchbay.intake.mapping;

import io.patchbay.event.TranscriptMark;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a caller says first, as a stand-in for a summary that nobody gives: at most three sentences and 400 characters of the
 * caller's own, without greetings and single words of consent, and marked as what it is. Nothing is added or turned round.
 */
final class OpeningWords {
    private static final int MOST_SENTENCES = 3;
    private static final int LONGEST = 400;
    private static final int FEWEST_WORDS = 3;

    private OpeningWords() {}

    /** The opening of what the caller says in these turns, or the empty string when that is nothing. */
    static String of(List<String> callerTurns) {
        List<String> sentences = new ArrayList<>();
        for (String turn : callerTurns) {
            sentences(turn).stream().filter(OpeningWords::saysSomething).forEach(sentences::add);
        }
        StringBuilder opening = new StringBuilder();
        for (String sentence : sentences.subList(0, Math.min(MOST_SENTENCES, sentences.size()))) {
            if (!opening.isEmpty() && opening.length() + sentence.length() >= LONGEST) {
                break;
            }
            opening.append(opening.isEmpty() ? "" : " ").append(sentence);
        }
        return opening.isEmpty() ? "" : TranscriptMark.on(cut(opening.toString()));
    }

    private static List<String> sentences(String turn) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(turn);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            sentences.add(turn.substring(start, end).strip());
        }
        return sentences;
    }

    /** Scripts that write no space between words have no such thing as few words. */
    private static boolean saysSomething(String sentence) {
        return sentence.split("\\s+").length >= FEWEST_WORDS
                || sentence.codePoints().anyMatch(OpeningWords::isWrittenWithoutSpaces);
    }

    private static boolean isWrittenWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST - 1);
        int kept = end > LONGEST / 2 ? end : LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(kept - 1)) ? kept - 1 : kept) + "…";
    }
}
