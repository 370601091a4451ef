package io.patchbay.meaning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a failure shows, whatever fails. */
public enum Symptom {
    /** Down, not to be opened, no answer at all. */
    UNREACHABLE,
    SLOW,
    /** An action is refused or fails. */
    ERROR,
    /** It closes, restarts or freezes. */
    CRASH,
    /** What was there is not shown. */
    MISSING,
    /** What is shown is not right. */
    WRONG,
    /** Nothing goes on: pending, not updated, not synchronised. */
    STUCK,
    /** Messages, alarms, calls do not arrive, or late. */
    NOT_DELIVERED,
    /** Many cannot sign in or may not do what they may. */
    NO_ACCESS,
    PAYMENT,
    /** Uploads, downloads, imports, exports, backups. */
    TRANSFER,
    /** Sound, picture, quality of the line. */
    MEDIA;

    static final List<Symptom> ALL = List.of(values());

    /** The name in files and keys, for example {@code not_delivered}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Symptom> of(String key) {
        return Arrays.stream(values())
                .filter(symptom -> symptom.key().equals(key))
                .findFirst();
    }
}
