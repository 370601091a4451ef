package io.patchbay.intake.source;

import io.patchbay.event.CallField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where in a report a value goes: a field, or an entry of {@code report.extra}.
 *
 * @param extraKey the entry's key, or the empty string when the target is the field itself
 */
public record Target(CallField field, String extraKey) {
    private static final String EXTRA_ENTRY = CallField.EXTRA.path() + ".";

    /** The target of that path, for example {@code report.region} or {@code report.extra.order_system}. */
    static Optional<Target> ofPath(String path) {
        if (path.startsWith(EXTRA_ENTRY) && path.length() > EXTRA_ENTRY.length()) {
            return Optional.of(new Target(CallField.EXTRA, path.substring(EXTRA_ENTRY.length())));
        }
        return CallField.ofPath(path).map(field -> new Target(field, ""));
    }

    static List<String> paths() {
        return Arrays.stream(CallField.values()).map(CallField::path).toList();
    }

    /** The kind of value that goes there. */
    CallField.Kind kind() {
        return extraKey.isEmpty() ? field.kind() : CallField.Kind.TEXT;
    }
}
