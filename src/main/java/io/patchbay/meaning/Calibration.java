package io.patchbay.meaning;

import java.util.Arrays;
import java.util.List;

/**
 * What a share means: for each topic a logistic curve from the highest share that a sentence of a text has to how likely it
 * is that the text is about the topic (Platt scaling). It only rises, so that a sentence more never lowers a score.
 */
record Calibration(double[] slope, double[] offset) {
    private static final double LEAST_SHARE = 1e-4;
    private static final int STEPS = 400;
    private static final double RATE = 0.5;
    private static final double LEAST_SLOPE = 0.05;

    static Calibration none() {
        double[] slope = new double[Topic.ALL.size()];
        Arrays.fill(slope, 1);
        return new Calibration(slope, new double[Topic.ALL.size()]);
    }

    double score(Topic topic, double share) {
        int at = topic.ordinal();
        return logistic(slope[at] * logit(share) + offset[at]);
    }

    /** The curves that fit those texts best. */
    static Calibration of(LinearModel model, List<Example> texts) {
        double[][] highest = texts.stream()
                .map(text -> model.highest(Sentences.judged(List.of(text.text())).stream()
                        .filter(sentence -> model.understands(SentenceFeatures.of(sentence)))
                        .toList()))
                .toArray(double[][]::new);
        Calibration fitted = none();
        for (Topic topic : Topic.ALL) {
            fit(fitted, topic, highest, texts);
        }
        return fitted;
    }

    private static void fit(Calibration fitted, Topic topic, double[][] highest, List<Example> texts) {
        int at = topic.ordinal();
        for (int step = 0; step < STEPS; step++) {
            double bySlope = 0;
            double byOffset = 0;
            for (int i = 0; i < highest.length; i++) {
                double is = texts.get(i).topic() == topic ? 1 : 0;
                double off = fitted.score(topic, highest[i][at]) - is;
                bySlope += off * logit(highest[i][at]);
                byOffset += off;
            }
            fitted.slope[at] = Math.max(LEAST_SLOPE, fitted.slope[at] - RATE * bySlope / highest.length);
            fitted.offset[at] -= RATE * byOffset / highest.length;
        }
    }

    private static double logit(double share) {
        double bounded = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share));
        return StrictMath.log(bounded / (1 - bounded));
    }

    private static double logistic(double value) {
        return 1 / (1 + StrictMath.exp(-value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that
                && Arrays.equals(slope, that.slope)
                && Arrays.equals(offset, that.offset);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(slope) + Arrays.hashCode(offset);
    }
}
