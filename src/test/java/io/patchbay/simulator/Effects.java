package io.patchbay.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was made at the providers, findable by idempotency marker, case reference or call id. A marker is found behind a
 * prefix too: an issue labelled {@code hub-dsp_1} is found by {@code dsp_1}.
 */
public final class Effects {
    private final Collection<Effect> all;
    private final Map<String, List<Effect>> byWord = new HashMap<>();

    public Effects(Collection<Effect> all) {
        this.all = List.copyOf(all);
        this.all.forEach(effect -> effect.words().stream()
                .flatMap(word -> forms(word).stream())
                .distinct()
                .forEach(form ->
                        byWord.computeIfAbsent(form, key -> new ArrayList<>(2)).add(effect)));
    }

    /** The word itself and what stands behind its first and second separator. */
    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>(List.of(word));
        for (int i = 0; i < word.length() && forms.size() < 3; i++) {
            if ("-:/.".indexOf(word.charAt(i)) >= 0 && i + 1 < word.length()) {
                forms.add(word.substring(i + 1));
            }
        }
        return forms;
    }

    public Collection<Effect> all() {
        return all;
    }

    /** Everything that carries that word. */
    public List<Effect> with(String word) {
        return byWord.getOrDefault(word, List.of());
    }

    public List<Effect> with(Effect.Kind kind, String word) {
        return with(word).stream().filter(effect -> effect.kind() == kind).toList();
    }

    public List<Effect> of(Effect.Kind kind) {
        return all.stream().filter(effect -> effect.kind() == kind).toList();
    }
}
