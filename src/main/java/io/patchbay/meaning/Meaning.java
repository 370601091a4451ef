package io.patchbay.meaning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Judges what texts resemble. Pure: the same texts give the same answer, and the model never learns from what it hears. What
 * it needs is loaded once, beside whoever starts it; who asks before waits.
 */
public final class Meaning {
    /** Judges nothing: rules then go by exact phrases and by what a source reports. */
    public static final Meaning OFF = new Meaning("");

    /** The languages that there are examples in, as ISO 639-1 codes. */
    public static final List<String> LANGUAGES = Corpus.LANGUAGES;

    private static final double FLOOR = 0.4;
    private static final double CLOSE = 0.15;
    private static final double NAMED = 0.3;
    private static final int MOST_NAMED = 3;
    private static final int NAME_LENGTH = 12;
    private static final long LOADED_WITHIN_SECONDS = 120;

    private final String model;
    private final FutureTask<Ears> ears;

    /** @param nearest is indexed when the first text comes near to a topic: most starts never need it */
    private record Ears(LinearModel model, Calibration calibration, FutureTask<NearestExamples> nearest) {}

    private static final class Shipped {
        private static final Meaning MEANING = new Meaning(ModelFile.texts().substring(0, NAME_LENGTH), Shipped::ears);

        private static Ears ears() {
            ModelFile.Stored stored = ModelFile.read(ModelFile.TOPICS);
            return new Ears(
                    stored.model(),
                    stored.calibration(),
                    new FutureTask<>(() -> new NearestExamples(stored.model(), Corpus.examples())));
        }
    }

    private Meaning(String model) {
        this.model = model;
        this.ears = null;
    }

    private Meaning(String model, Callable<Ears> load) {
        this.model = model;
        this.ears = new FutureTask<>(load);
    }

    /** By the examples that come with the hub. One instance for all, loaded once. */
    public static Meaning shipped() {
        return Shipped.MEANING;
    }

    /** The texts that scores are calibrated with; nothing is learnt from them. */
    public static List<Example> calibrationTexts() {
        return Corpus.calibration();
    }

    /** Begins to load what judging needs, beside the caller; without it the first that is asked does. */
    public void load() {
        if (ears != null && !ears.isDone()) {
            Thread loading = new Thread(ears, "meaning");
            loading.setDaemon(true);
            loading.start();
        }
    }

    /** Which model with which examples; the empty string where nothing is judged. */
    public String model() {
        return model;
    }

    /** By a company's own examples too. */
    public Meaning with(List<Example> own) {
        if (own.isEmpty() || ears == null) {
            return this;
        }
        List<Example> sorted = own.stream().sorted(Example.ORDER).toList();
        return new Meaning(named(sorted), () -> further(sorted));
    }

    private Ears further(List<Example> own) {
        List<Example> shipped = Corpus.examples();
        LinearModel further = ModelFitting.further(loaded().model(), own, shipped);
        List<Example> all = new ArrayList<>(own);
        all.addAll(shipped);
        return new Ears(further, loaded().calibration(), new FutureTask<>(() -> new NearestExamples(further, all)));
    }

    private String named(List<Example> own) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.getBytes(StandardCharsets.UTF_8));
            for (Example example : own) {
                String line = example.topic() + "\t" + example.language() + "\t" + example.text() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the texts of one call resemble, each judged sentence by sentence; nothing where they say nothing. */
    public Heard hear(List<String> texts) {
        List<String> sentences = Sentences.judged(texts);
        if (ears == null || sentences.isEmpty()) {
            return Heard.NOTHING;
        }
        Ears loaded = loaded();
        double[] highest = new double[Topic.ALL.size()];
        String[] from = new String[Topic.ALL.size()];
        for (String sentence : sentences) {
            SentenceFeatures features = SentenceFeatures.of(sentence);
            if (!loaded.model().understands(features)) {
                continue;
            }
            double[] shares = loaded.model().shares(loaded.model().vector(features));
            for (int topic = 0; topic < shares.length; topic++) {
                if (shares[topic] > highest[topic]) {
                    highest[topic] = shares[topic];
                    from[topic] = sentence;
                }
            }
        }
        Map<Topic, Double> scores = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.ALL) {
            scores.put(topic, rounded(loaded.calibration().score(topic, highest[topic.ordinal()])));
        }
        String language = Languages.unsupported(Sentences.of(texts), loaded.model());
        return new Heard(scores, nearest(loaded, scores, from), unsure(scores), language, model);
    }

    private static List<Heard.Nearest> nearest(Ears ears, Map<Topic, Double> scores, String[] from) {
        List<Heard.Nearest> nearest = new ArrayList<>();
        scores.forEach((topic, score) -> {
            if (topic != Topic.SUPPORT && score >= NAMED && nearest.size() < MOST_NAMED) {
                done(ears.nearest())
                        .of(from[topic.ordinal()], topic)
                        .ifPresent(example -> nearest.add(new Heard.Nearest(topic, example, score)));
            }
        });
        return nearest;
    }

    private static boolean unsure(Map<Topic, Double> scores) {
        double[] sorted = scores.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double best = sorted[sorted.length - 1];
        double second = sorted[sorted.length - 2];
        return best < FLOOR || second >= NAMED && best - second < CLOSE;
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }

    private Ears loaded() {
        return done(ears);
    }

    /** Does the work unless somebody does it already, and waits for it. */
    private static <T> T done(FutureTask<T> work) {
        work.run();
        try {
            return work.get(LOADED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the examples were read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the examples that texts are compared with cannot be read", e);
        }
    }
}
