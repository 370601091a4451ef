package io.patchbay.meaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Fits a model: multinomial logistic regression by stochastic gradient descent with a rate for each weight (AdaGrad, Duchi
 * and others, 2011). The same examples give the same model, bit for bit, wherever and whenever they are fitted.
 */
final class ModelFitting {
    private static final int EPOCHS = 12;
    private static final float RATE = 0.1f;
    private static final float DECAY = 1e-5f;
    private static final float LEAST_GRADIENT = 1e-3f;
    private static final float ROOT_GUARD = 1e-6f;
    private static final long SEED = 1;

    /** What stands in one sentence only says nothing about others, and is two thirds of all features. */
    private static final int LEAST_SENTENCES = 2;

    private static final int OWN_EPOCHS = 6;
    /** What a company says itself counts more than what came with the hub. */
    private static final int OWN_WEIGHT = 4;

    private static final int SHIPPED_FOR_EACH_OWN = 4;
    private static final int LEAST_SHIPPED = 2_000;

    /** As if every weight had moved before: a few sentences more move a fitted model a little, not afresh. */
    private static final float OWN_INERTIA = 0.01f;

    private final FeatureRows rows;
    private float[] rarity;
    private float[] weights;

    private final int labels;

    private ModelFitting(FeatureRows rows, int labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** The model of those examples, with a label for each topic. */
    static LinearModel fit(List<Example> examples) {
        return fit(examples.stream().map(Example::text).toList(), topics(examples), Topic.ALL.size());
    }

    private static int[] topics(List<Example> examples) {
        return examples.stream().mapToInt(example -> example.topic().ordinal()).toArray();
    }

    /**
     * The model of those texts.
     *
     * @param right the label of each text
     * @param labels how many labels there are
     */
    static LinearModel fit(List<String> texts, int[] right, int labels) {
        List<SentenceFeatures> features =
                texts.stream().map(SentenceFeatures::of).toList();
        FeatureRows all = new FeatureRows(texts.size() * 20);
        int[] found = counts(all, features);
        int[] hashes = all.hashes();
        ModelFitting fitting = new ModelFitting(new FeatureRows(texts.size() * 10), labels);
        float[] rarity = new float[hashes.length];
        for (int row = 0; row < hashes.length; row++) {
            if (found[row] >= LEAST_SENTENCES) {
                rarity[fitting.rows.add(hashes[row])] = rarity(found[row], texts.size());
            }
        }
        fitting.rarity = Arrays.copyOf(rarity, fitting.rows.size());
        fitting.weights = new float[fitting.rows.size() * labels];
        fitting.learn(right, features, EPOCHS, 0);
        return fitting.model();
    }

    /**
     * The model taken further by a company's own examples. Some of those that it knows go along, so that the new ones are
     * added to what was learnt and do not take its place.
     */
    static LinearModel further(LinearModel base, List<Example> own, List<Example> shipped) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < OWN_WEIGHT; i++) {
            examples.addAll(own);
        }
        List<Example> others = new ArrayList<>(shipped);
        Collections.shuffle(others, new Random(SEED));
        examples.addAll(
                others.subList(0, Math.min(others.size(), Math.max(LEAST_SHIPPED, own.size() * SHIPPED_FOR_EACH_OWN))));
        ModelFitting fitting = new ModelFitting(copy(base.rows()), base.labels());
        List<SentenceFeatures> features = features(examples);
        int known = base.rarity().length;
        counts(fitting.rows, features.subList(0, own.size()));
        fitting.rarity = Arrays.copyOf(base.rarity(), fitting.rows.size());
        Arrays.fill(fitting.rarity, known, fitting.rarity.length, rarity(1, shipped.size()));
        fitting.weights = Arrays.copyOf(base.weights(), fitting.rows.size() * base.labels());
        fitting.learn(topics(examples), features, OWN_EPOCHS, OWN_INERTIA);
        return fitting.model();
    }

    private static FeatureRows copy(FeatureRows rows) {
        FeatureRows copy = new FeatureRows(rows.size());
        for (int hash : rows.hashes()) {
            copy.add(hash);
        }
        return copy;
    }

    private static List<SentenceFeatures> features(List<Example> examples) {
        return examples.stream()
                .map(example -> SentenceFeatures.of(example.text()))
                .toList();
    }

    private static float rarity(int count, int of) {
        return (float) StrictMath.log(1 + (double) of / count);
    }

    /** In how many sentences each feature stands; gives every feature its row. */
    private static int[] counts(FeatureRows rows, List<SentenceFeatures> sentences) {
        int[] counts = new int[1024];
        for (SentenceFeatures sentence : sentences) {
            for (int[] hashes : List.of(sentence.words(), sentence.pairs(), sentence.parts())) {
                for (int hash : hashes) {
                    int row = rows.add(hash);
                    if (row >= counts.length) {
                        counts = Arrays.copyOf(counts, row * 2);
                    }
                    counts[row]++;
                }
            }
        }
        return Arrays.copyOf(counts, rows.size());
    }

    private void learn(int[] right, List<SentenceFeatures> features, int epochs, float inertia) {
        LinearModel model = model();
        LinearModel.Vector[] vectors = features.stream().map(model::vector).toArray(LinearModel.Vector[]::new);
        float[] gradients = new float[weights.length];
        Arrays.fill(gradients, inertia);
        int[] order = new int[vectors.length];
        Arrays.setAll(order, i -> i);
        Random random = new Random(SEED);
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int at : order) {
                double[] shares = model.shares(vectors[at]);
                for (int label = 0; label < labels; label++) {
                    float off = (float) (shares[label] - (label == right[at] ? 1 : 0));
                    if (Math.abs(off) >= LEAST_GRADIENT) {
                        step(vectors[at], label, off, gradients);
                    }
                }
            }
        }
    }

    private void step(LinearModel.Vector vector, int label, float off, float[] gradients) {
        for (int i = 0; i < vector.rows().length; i++) {
            int at = vector.rows()[i] * labels + label;
            float gradient = off * vector.values()[i] + DECAY * weights[at];
            gradients[at] += gradient * gradient;
            weights[at] -= RATE * gradient / ((float) Math.sqrt(gradients[at]) + ROOT_GUARD);
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /** Shares the arrays, so that it knows what is learnt later. */
    private LinearModel model() {
        return new LinearModel(rows, rarity, weights, labels);
    }
}
