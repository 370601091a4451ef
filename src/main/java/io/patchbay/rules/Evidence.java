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
record Evidence(CallReport report, AccountMatch match, Signals signals, History history, Lexicon lexicon) {

    private static final List<CallField> HEARD =
            List.of(CallField.SUMMARY, CallField.ERROR_MESSAGE, CallField.INTENT, CallField.TOPICS, CallField.EXTRA);

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
        return lexicon.topicsIn(HEARD.stream().flatMap(this::texts));
    }

    List<String> unsupportedClaims() {
        return Facts.bounded(lexicon.promisesIn(
                Stream.of(CallField.SUMMARY, CallField.PROMISES).flatMap(this::texts)));
    }

    private Stream<String> texts(CallField field) {
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
