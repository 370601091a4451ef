package io.patchbay.meaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Says that a text is in a language of which there are no examples. Most texts are known by their words, and only the others
 * are looked at by Apache OpenNLP's detector, which is loaded when the first of them comes.
 */
final class Languages {
    private static final String MODEL = "/langdetect-183.bin";
    private static final Set<String> SUPPORTED = Set.of("deu", "eng", "spa", "fra", "ita", "por");

    /** How many times as likely as any supported language another one has to be. */
    private static final double CLEARLY = 1.5;

    private static final double KNOWN_SHARE = 0.6;
    private static final int LEAST_LETTERS = 20;

    private Languages() {}

    private static final class Loaded {
        private static final LanguageDetectorModel MODEL_OF_ALL = load();

        private static LanguageDetectorModel load() {
            try (InputStream in = Languages.class.getResourceAsStream(MODEL)) {
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The ISO 639-3 code of the unsupported language, or the empty string where there is none or nobody can tell. */
    static String unsupported(List<String> texts, LinearModel model) {
        String text = String.join("\n", texts);
        List<String> words = Words.of(text);
        long known = words.stream()
                .filter(word -> model.knows(SentenceFeatures.of(word).words()))
                .count();
        if (letters(words) < LEAST_LETTERS || known >= KNOWN_SHARE * words.size()) {
            return "";
        }
        Language[] likely = new LanguageDetectorME(Loaded.MODEL_OF_ALL).predictLanguages(text);
        double supported = Arrays.stream(likely)
                .filter(language -> SUPPORTED.contains(language.getLang()))
                .mapToDouble(Language::getConfidence)
                .max()
                .orElse(0);
        return likely[0].getConfidence() >= CLEARLY * supported ? likely[0].getLang() : "";
    }

    private static int letters(List<String> words) {
        return words.stream().mapToInt(String::length).sum();
    }
}
