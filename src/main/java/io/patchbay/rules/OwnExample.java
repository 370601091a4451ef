package io.patchbay.rules;

import io.patchbay.meaning.Example;
import io.patchbay.meaning.Topic;
import java.util.Comparator;
import java.util.List;

/**
 * A sentence that the company added to what texts are compared with.
 *
 * @param topic for example {@code security}
 * @param language ISO 639-1, for example {@code en}
 * @param note why it is here, or the empty string
 * @param owner the staff or team id of who answers for it
 */
record OwnExample(String topic, String language, String text, String note, String owner) {
    static final Comparator<OwnExample> ORDER = Comparator.comparing(OwnExample::topic)
            .thenComparing(OwnExample::language)
            .thenComparing(OwnExample::text);

    static List<Example> examples(List<OwnExample> own) {
        return own.stream()
                .map(example -> new Example(Topic.of(example.topic).orElseThrow(), example.language, "", example.text))
                .toList();
    }
}
