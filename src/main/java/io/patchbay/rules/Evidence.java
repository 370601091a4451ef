package io.patchbay.rules;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Account;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.History;
import io.patchbay.event.Origin;
import io.patchbay.event.Signals;
import io.patchbay.event.TranscriptMark;
import io.patchbay.meaning.Heard;
import io.patchbay.meaning.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that is known about one call when it is to be decided, and how the facts are read from it. */
record Evidence(CallReport report, AccountMatch match, Signals signals, History history, Lexicon lexicon, Heard heard) {

    private static final List<CallField> HEARD =
            List.of(CallField.SUMMARY, CallField.ERROR_MESSAGE, CallField.INTENT, CallField.TOPICS, CallField.EXTRA);

    /** What is judged by its meaning: whatever holds sentences. */
    private static final List<CallField> SPOKEN =
            List.of(CallField.SUMMARY, CallField.INTENT, CallField.ERROR_MESSAGE, CallField.PROMISES, CallField.EXTRA);

    /** A single word, as an intent mostly is, says nothing by its meaning that a rule cannot ask for by its name. */
    private static final int LEAST_WORDS = 3;

    /** The texts of the call that are judged by their meaning. */
    static List<String> spoken(CallReport report) {
        return SPOKEN.stream()
                .flatMap(field -> texts(report, field))
                .map(String::strip)
                .map(TranscriptMark::off)
                .filter(text -> text.split("\\s+", LEAST_WORDS).length == LEAST_WORDS)
                .toList();
    }

    double resembles(Topic topic) {
        return heard.score(topic);
    }

    /** The examples that the call came nearest to, each behind its topic and with its score: {@code security 0.71: …} */
    List<String> nearestExamples() {
        return Facts.bounded(heard.nearest().stream().map(Evidence::told));
    }

    static String told(Heard.Nearest nearest) {
        return String.format(Locale.ROOT, "%s %.2f: %s", nearest.topic().key(), nearest.score(), nearest.example());
    }

    String text(CallField field) {
        return Facts.bounded(report.text(field).strip());
    }

    /** A text that names something, so that its case means nothing. */
    String word(CallField field) {
        return folded(report.text(field));
    }

    List<String> words(CallField field) {
        return Facts.bounded(report.list(field).stream().map(Evidence::folded));
    }

    long number(CallField field) {
        return report.number(field);
    }

    boolean flag(CallField field) {
        return report.flag(field);
    }

    String verifiedText(CallField field) {
        return verified(field) ? text(field) : "";
    }

    String verifiedWord(CallField field) {
        return verified(field) ? word(field) : "";
    }

    long verifiedNumber(CallField field) {
        return verified(field) ? number(field) : 0;
    }

    boolean verifiedFlag(CallField field) {
        return verified(field) && flag(field);
    }

    /** Whether somebody with authority stands behind the value. A caller who corrects themselves still only claims. */
    private boolean verified(CallField field) {
        return report.field(field)
                .filter(value -> value.confirmation() == Confirmation.VERIFIED
                        || (value.confirmation() == Confirmation.CORRECTED && value.origin() == Origin.STAFF))
                .isPresent();
    }

    /** A word of the account's record, or the empty string while the caller is not known to belong to it. */
    String account(Function<Account, String> word) {
        return match.belongs()
                ? folded(Optional.ofNullable(word.apply(match.account())).orElse(""))
                : "";
    }

    List<String> products() {
        return match.belongs()
                ? Facts.bounded(match.account().products().stream().map(Evidence::folded))
                : List.of();
    }

    boolean highValue() {
        return match.belongs() && match.account().highValue();
    }

    List<String> monitoring() {
        return Facts.bounded(signals.monitoring().stream());
    }

    List<String> mentions() {
        return lexicon.topicsIn(HEARD.stream().flatMap(field -> texts(report, field)));
    }

    List<String> unsupportedClaims() {
        return Facts.bounded(lexicon.promisesIn(
                Stream.of(CallField.SUMMARY, CallField.PROMISES).flatMap(field -> texts(report, field))));
    }

    private static Stream<String> texts(CallReport report, CallField field) {
        Object value = report.field(field).map(FieldValue::value).orElse("");
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(String::valueOf);
        }
        return Stream.of(value.toString());
    }

    /** When the call ended, or began, or when the latest thing about it was said; the empty string when nobody says. */
    String at() {
        return report.time(CallField.CALL_ENDED_AT)
                .or(() -> report.time(CallField.CALL_STARTED_AT))
                .or(() -> latest(new ArrayList<>(report.fields().values())))
                .map(Instant::toString)
                .orElse("");
    }

    private static Optional<Instant> latest(List<FieldValue> values) {
        return values.stream().map(FieldValue::at).max(Comparator.naturalOrder());
    }

    private static String folded(String text) {
        return Facts.bounded(text.strip().toLowerCase(Locale.ROOT));
    }
}
