package io.patchbay.meaning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the example of a topic that a sentence has most in common with, weighed by how rare it is. Looks at those examples
 * only that share a whole word or a pair of words with the sentence, and not at words that stand in very many of them.
 */
final class NearestExamples {
    private static final int MOST_SHARING = 400;

    private final LinearModel model;
    private final List<Example> examples;
    private final float[] lengths;

    /** For each row where its examples begin in {@link #sharing}; one more for where the last ones end. */
    private final int[] starts;

    private final int[] sharing;

    NearestExamples(LinearModel model, List<Example> examples) {
        this.model = model;
        this.examples = List.copyOf(examples);
        this.lengths = new float[examples.size()];
        int[][] rows = examples.stream().map(example -> rows(example.text())).toArray(int[][]::new);
        this.starts = new int[model.rows().size() + 1];
        for (int example = 0; example < rows.length; example++) {
            for (int row : rows[example]) {
                lengths[example] += square(row);
                starts[row + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.sharing = new int[starts[starts.length - 1]];
        int[] next = starts.clone();
        for (int example = 0; example < rows.length; example++) {
            for (int row : rows[example]) {
                sharing[next[row]++] = example;
            }
        }
    }

    private float square(int row) {
        return model.rarity()[row] * model.rarity()[row];
    }

    private int[] rows(String text) {
        SentenceFeatures features = SentenceFeatures.of(text);
        return IntStream.concat(Arrays.stream(features.words()), Arrays.stream(features.pairs()))
                .map(model.rows()::row)
                .filter(row -> row != FeatureRows.NONE)
                .toArray();
    }

    /** The text of the example; empty where no example of the topic shares a word that says anything. */
    Optional<String> of(String sentence, Topic topic) {
        Map<Integer, Float> common = new HashMap<>();
        for (int row : rows(sentence)) {
            if (starts[row + 1] - starts[row] <= MOST_SHARING) {
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    if (examples.get(sharing[at]).topic() == topic) {
                        common.merge(sharing[at], square(row), Float::sum);
                    }
                }
            }
        }
        int best = -1;
        double most = 0;
        for (Map.Entry<Integer, Float> entry : common.entrySet()) {
            double closeness = entry.getValue() / Math.sqrt(lengths[entry.getKey()]);
            if (closeness > most || closeness == most && entry.getKey() < best) {
                most = closeness;
                best = entry.getKey();
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(examples.get(best).text());
    }
}
