package io.patchbay.meaning;

import java.util.Comparator;

/**
 * A sentence and what it is about.
 *
 * @param language ISO 639-1, for example {@code en}
 * @param group how the sentence was said: {@code first_person}, {@code summary}, {@code speech}, {@code mixed},
 *     {@code hard_negative} or {@code neutral}; empty where nobody says
 */
public record Example(Topic topic, String language, String group, String text) {

    /** One order for the same examples, however they were written down. */
    public static final Comparator<Example> ORDER = Comparator.comparing(Example::topic)
            .thenComparing(Example::language)
            .thenComparing(Example::text);
}
