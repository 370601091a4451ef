package io.patchbay.rules;

import io.patchbay.meaning.Topic;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** How well a rule set sends labelled texts where they belong. */
public final class TextsReport {
    private static final String SUPPORT = Topic.SUPPORT.key();

    /** 95 % of a normal distribution lie within so many standard deviations. */
    private static final double DEVIATIONS = 1.96;

    private final List<LabelledTexts.Judged> judged;

    public TextsReport(List<LabelledTexts.Judged> judged) {
        this.judged = List.copyOf(judged);
    }

    /** A share of some texts: {@code part} of {@code all}. */
    public record Share(long part, long all) {
        /** 0 to 1; 0 of nothing. */
        public double value() {
            return all == 0 ? 0 : (double) part / all;
        }

        /** The lower end of the interval that holds the true share with 95 % (Wilson's score interval). */
        public double low() {
            return bound(-1);
        }

        /** The upper end of that interval. */
        public double high() {
            return bound(1);
        }

        private double bound(int side) {
            if (all == 0) {
                return side < 0 ? 0 : 1;
            }
            double square = DEVIATIONS * DEVIATIONS;
            double share = value();
            double middle = share + square / (2 * all);
            double reach = DEVIATIONS * Math.sqrt(share * (1 - share) / all + square / (4.0 * all * all));
            return Math.min(1, Math.max(0, (middle + side * reach) / (1 + square / all)));
        }
    }

    /** The texts that went where they belong. */
    public Share right() {
        return share(text -> true, LabelledTexts.Judged::right);
    }

    /** Of the texts of every other queue, those that ended in support. */
    public Share sensitiveInSupport() {
        return share(text -> !text.labelled().queue().equals(SUPPORT), text -> text.queue()
                .equals(SUPPORT));
    }

    /** Of the texts of support, those that ended elsewhere. */
    public Share supportElsewhere() {
        return share(text -> text.labelled().queue().equals(SUPPORT), text -> !text.right());
    }

    /** Of the texts of which no topic stood out, and of all others, how many went where they belong. */
    public Share right(boolean unsure) {
        return share(text -> text.facts().get(Fact.CALLER_UNSURE.path()).equals(unsure), LabelledTexts.Judged::right);
    }

    /** The same for the texts that belong to a language, a group or whatever else they have. */
    public TextsReport of(Function<LabelledTexts.Labelled, String> by, String value) {
        return new TextsReport(judged.stream()
                .filter(text -> by.apply(text.labelled()).equals(value))
                .toList());
    }

    /** The different values, sorted. */
    public List<String> values(Function<LabelledTexts.Labelled, String> by) {
        return judged.stream()
                .map(text -> by.apply(text.labelled()))
                .distinct()
                .sorted()
                .toList();
    }

    /** How many texts of one queue went to another. */
    public long moved(String from, String to) {
        return share(text -> text.labelled().queue().equals(from), text -> text.queue()
                        .equals(to))
                .part();
    }

    /** Of the texts of a topic, and of those of support, how many reach the threshold of its score. */
    public Share reaching(Topic topic, String queue, double threshold) {
        String fact = "caller.resembles." + topic.key();
        return share(
                text -> text.labelled().queue().equals(queue),
                text -> (Double) text.facts().get(fact) >= threshold);
    }

    private Share share(Predicate<LabelledTexts.Judged> of, Predicate<LabelledTexts.Judged> those) {
        List<LabelledTexts.Judged> all = judged.stream().filter(of).toList();
        return new Share(all.stream().filter(those).count(), all.size());
    }
}
