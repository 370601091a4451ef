package io.patchbay.meaning;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What texts were found to resemble.
 *
 * @param scores for each topic how likely it is that the texts are about it, 0 to 1 with two decimals; empty where nothing
 *     was judged. They do not add up to 1: a call can be about several matters
 * @param nearest for each topic that the texts resemble, the example that comes nearest, the most careful topic first
 * @param unsure whether no topic stands out: all are low, or two are close
 * @param unsupportedLanguage ISO 639-3 code of a language that the examples do not have, or the empty string
 * @param model names the model with the examples it was fitted from; empty where nothing was judged
 */
public record Heard(
        Map<Topic, Double> scores, List<Nearest> nearest, boolean unsure, String unsupportedLanguage, String model) {

    /** Nothing was judged. */
    public static final Heard NOTHING = new Heard(Map.of(), List.of(), false, "", "");

    public Heard {
        scores = scores.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(scores));
        nearest = List.copyOf(nearest);
    }

    /** The example that a text came nearest to, and how likely it is that the text is about its topic. */
    public record Nearest(Topic topic, String example, double score) {}

    /** The topic's score, 0 where nothing was judged. */
    public double score(Topic topic) {
        return scores.getOrDefault(topic, 0.0);
    }
}
