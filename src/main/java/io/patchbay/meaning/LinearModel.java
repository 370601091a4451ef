package io.patchbay.meaning;

import java.util.Arrays;
import java.util.List;

/**
 * A fitted linear model: for each feature how rare it is and what it says for each label. Immutable once fitted, so that all
 * threads share one; the same on every machine, for it uses no arithmetic that may differ.
 */
final class LinearModel {
    /** What rarities squared add up to in a long sentence: the less a sentence has of that, the less is known of it. */
    private static final double FEW_WORDS = 3_000;

    private static final double FEW_PARTS = 8_000;

    /** A sentence has at least one pair of words that is known for so many words. */
    private static final int FEWEST_PAIRS = 5;

    private final FeatureRows rows;
    private final float[] rarity;
    private final float[] weights;
    private final int labels;

    /**
     * @param rarity for each row the logarithm of how rare the feature is
     * @param weights for each row a weight for each label, in their order
     * @param labels how many labels there are
     */
    LinearModel(FeatureRows rows, float[] rarity, float[] weights, int labels) {
        this.rows = rows;
        this.rarity = rarity;
        this.weights = weights;
        this.labels = labels;
    }

    /** The known features of a sentence with their strength: whole words and parts weigh the same, whatever its length. */
    record Vector(int[] rows, float[] values) {}

    /**
     * Whether the words stand together as in a language that the model knows: codes, markup and other languages have hardly
     * a pair of words that any example has.
     */
    boolean understands(SentenceFeatures features) {
        long known = Arrays.stream(features.pairs())
                .filter(hash -> rows.row(hash) != FeatureRows.NONE)
                .count();
        return known * FEWEST_PAIRS > features.words().length;
    }

    Vector vector(SentenceFeatures features) {
        int[] found = new int[features.words().length + features.pairs().length + features.parts().length];
        int words = known(features.pairs(), found, known(features.words(), found, 0));
        int all = known(features.parts(), found, words);
        float[] values = new float[all];
        fill(found, values, 0, words, FEW_WORDS);
        fill(found, values, words, all, FEW_PARTS);
        return new Vector(Arrays.copyOf(found, all), values);
    }

    private int known(int[] hashes, int[] found, int from) {
        int at = from;
        for (int hash : hashes) {
            int row = rows.row(hash);
            if (row != FeatureRows.NONE) {
                found[at++] = row;
            }
        }
        return at;
    }

    private void fill(int[] found, float[] values, int from, int to, double few) {
        double sum = few;
        for (int i = from; i < to; i++) {
            sum += (double) rarity[found[i]] * rarity[found[i]];
        }
        double length = Math.sqrt(sum);
        for (int i = from; i < to; i++) {
            values[i] = (float) (rarity[found[i]] / length);
        }
    }

    /** Whether one of the features stood in an example. */
    boolean knows(int[] hashes) {
        for (int hash : hashes) {
            if (rows.row(hash) != FeatureRows.NONE) {
                return true;
            }
        }
        return false;
    }

    /** For each label the share that the sentence has of it; together they are 1. Not calibrated. */
    double[] shares(Vector vector) {
        double[] sums = new double[labels];
        for (int i = 0; i < vector.rows().length; i++) {
            int row = vector.rows()[i] * labels;
            float value = vector.values()[i];
            for (int label = 0; label < labels; label++) {
                sums[label] += weights[row + label] * value;
            }
        }
        return softmax(sums);
    }

    static double[] softmax(double[] sums) {
        double most = sums[0];
        for (double sum : sums) {
            most = Math.max(most, sum);
        }
        double all = 0;
        double[] shares = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            shares[i] = StrictMath.exp(sums[i] - most);
            all += shares[i];
        }
        for (int i = 0; i < sums.length; i++) {
            shares[i] /= all;
        }
        return shares;
    }

    FeatureRows rows() {
        return rows;
    }

    float[] rarity() {
        return rarity;
    }

    float[] weights() {
        return weights;
    }

    int labels() {
        return labels;
    }

    /** For each label the highest share that any of the sentences has. */
    double[] highest(List<String> sentences) {
        double[] highest = new double[labels];
        for (String sentence : sentences) {
            double[] shares = shares(vector(SentenceFeatures.of(sentence)));
            for (int label = 0; label < labels; label++) {
                highest[label] = Math.max(highest[label], shares[label]);
            }
        }
        return highest;
    }
}
