package io.patchbay.intake.mapping;

import io.patchbay.event.CallField;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.Reading;
import io.patchbay.intake.expression.SafeText;
import io.patchbay.intake.source.ReportMapping;
import io.patchbay.intake.source.Target;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a report's fields, gathered from one event. What is said first in the mapping stands. */
final class FieldValues {
    private static final int MOST_EXTRAS = 50;
    private static final int LONGEST_EXTRA_KEY = 100;
    private static final int LONGEST_EXTRA = 1_000;

    private final ReportMapping mapping;
    private final Map<CallField, Object> values = new EnumMap<>(CallField.class);
    private final TreeMap<String, String> extra = new TreeMap<>();

    FieldValues(ReportMapping mapping) {
        this.mapping = mapping;
    }

    Map<CallField, Object> read(Message message) {
        for (ReportMapping.Field field : mapping.fields()) {
            keep(field.target(), field.expression().read(message));
        }
        for (ReportMapping.Free free : mapping.free()) {
            free.spread().read(message, (key, reading) -> keep(free, key, reading));
        }
        if (!values.containsKey(CallField.SUMMARY)) {
            mapping.transcript()
                    .map(transcript -> OpeningWords.of(transcript.callerTurns(message)))
                    .filter(opening -> !opening.isEmpty())
                    .ifPresent(opening -> values.put(CallField.SUMMARY, opening));
        }
        if (!extra.isEmpty()) {
            values.put(CallField.EXTRA, Collections.unmodifiableSortedMap(extra));
        }
        return values;
    }

    private void keep(Target target, Reading reading) {
        if (reading instanceof Reading.Found found) {
            put(target, found.value());
        } else if (reading instanceof Reading.Unfit unfit) {
            keepExtra(target.extraKey().isEmpty() ? target.field().path() : target.extraKey(), unfit.words());
        }
    }

    private void keep(ReportMapping.Free free, String key, Reading reading) {
        Target target = free.targets().get(key);
        if (target != null && reading instanceof Reading.Found found) {
            put(target, found.value());
        } else if (reading instanceof Reading.Unfit unfit && (target != null || free.keepRest())) {
            keepExtra(key, unfit.words());
        }
    }

    private void put(Target target, Object value) {
        if (!target.extraKey().isEmpty()) {
            keepExtra(target.extraKey(), value.toString());
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> keepExtra(key.toString(), entry.toString()));
        } else if (!target.field().admits(value)) {
            keepExtra(target.field().path(), value.toString());
        } else if (!(value instanceof List<?> list && list.isEmpty())) {
            values.putIfAbsent(target.field(), value);
        }
    }

    private void keepExtra(String key, String words) {
        if (extra.size() < MOST_EXTRAS && !words.isBlank() && !key.isBlank()) {
            extra.putIfAbsent(SafeText.of(key, LONGEST_EXTRA_KEY), SafeText.of(words, LONGEST_EXTRA));
        }
    }
}
