package io.patchbay.meaning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a sentence can be about: one topic for each queue. The order is that of care: of two topics that a text resembles,
 * the earlier one is the worse to miss.
 */
public enum Topic {
    SECURITY,
    PRIVACY,
    IDENTITY,
    /** Lawyers, courts and regulators, the press, danger to life and health, data said to be lost: people decide. */
    REVIEW,
    BILLING,
    COMMERCIAL,
    SUPPORT;

    /** All of them, the most careful first. */
    public static final List<Topic> ALL = List.of(values());

    /** The name in files and facts, for example {@code security}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The topic of that name. */
    public static Optional<Topic> of(String key) {
        return Arrays.stream(values()).filter(topic -> topic.key().equals(key)).findFirst();
    }
}
