package io.patchbay.insights;

import io.patchbay.event.VisibleQueues;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was counted over a time. */
@Component
public class Insights {
    /** The longest time that can be asked for, in days. */
    public static final int MOST_DAYS = 90;

    private static final int MOST_MARKS = 100_000;

    /** The review reasons of calls that the rules did not understand, as the shipped rules call them. */
    private static final String UNSURE = "unsure";

    private static final String UNSUPPORTED_LANGUAGE = "unsupported_language";

    private final InsightStore store;

    Insights(InsightStore store) {
        this.store = store;
    }

    /** How many cases of the queue, as it was then, have this. */
    public record Count(String topic, String queue, long cases) {}

    /**
     * The counts of a time that ends now.
     *
     * @param complete false when there was more than is counted; the newest was
     * @param unsupportedClaims cases with a promise that the company did not make, by its kind
     * @param reviewReasons cases that a person has to look at, by why
     * @param abstention how often the rules did not understand what was said
     */
    public record Marked(
            Instant from,
            boolean complete,
            List<Count> unsupportedClaims,
            List<Count> reviewReasons,
            Abstention abstention) {}

    /**
     * How often it was said that a call was not understood.
     *
     * @param decided how many cases were decided
     * @param abstained how many of them have the review reason {@code unsure} or {@code unsupported_language}
     * @param rate the share of these
     */
    public record Abstention(long decided, long abstained, double rate) {
        static Abstention of(long decided, long abstained) {
            return new Abstention(decided, abstained, decided == 0 ? 0 : (double) abstained / decided);
        }
    }

    /**
     * @param days from 1 to {@value #MOST_DAYS}
     * @param visible the queues whose cases are counted
     */
    public Marked marked(int days, VisibleQueues visible) {
        OffsetDateTime from = store.before(Duration.ofDays(days));
        List<InsightStore.Counted> marks = store.marks(from, MOST_MARKS, visible);
        long all = marks.stream().mapToLong(InsightStore.Counted::cases).sum();
        Abstention abstention = Abstention.of(
                store.decided(from, MOST_MARKS, visible),
                store.reviewed(from, UNSURE, UNSUPPORTED_LANGUAGE, MOST_MARKS, visible));
        return new Marked(from.toInstant(), all < MOST_MARKS, of(marks, "claim"), of(marks, "review"), abstention);
    }

    private static List<Count> of(List<InsightStore.Counted> marks, String kind) {
        return marks.stream()
                .filter(mark -> mark.kind().equals(kind))
                .map(mark -> new Count(mark.topic(), mark.queue(), mark.cases()))
                .toList();
    }
}
