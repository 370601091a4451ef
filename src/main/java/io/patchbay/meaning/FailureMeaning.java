package io.patchbay.meaning;

import java.util.List;
import java.util.TreeSet;

/**
 * What failure a text tells of, so that different words for one failure of a product area are recognised as one: its
 * error codes, or else how it shows. Pure, and loaded when it is first asked.
 */
public final class FailureMeaning {
    /** Below this share no symptom is meant. */
    static final double LEAST_SHARE = 0.35;

    private FailureMeaning() {}

    private static final class Loaded {
        private static final LinearModel MODEL =
                ModelFile.read(ModelFile.SYMPTOMS).model();
    }

    /**
     * The failure that the texts tell of, like {@code slow} or {@code code ORA-00942}: equal for texts that mean the same
     * failure of one product area. With codes these decide alone, since one failure is told as an error by one and as a
     * delay by another. The empty string where neither a code nor a symptom is clear.
     */
    public static String key(List<String> texts) {
        TreeSet<String> codes = new TreeSet<>();
        texts.forEach(text -> codes.addAll(ErrorCodes.in(text)));
        if (!codes.isEmpty()) {
            return "code " + String.join(" ", codes);
        }
        double[] highest = Loaded.MODEL.highest(Sentences.judged(texts));
        int best = -1;
        for (int i = 0; i < highest.length; i++) {
            if (highest[i] >= LEAST_SHARE && (best < 0 || highest[i] > highest[best])) {
                best = i;
            }
        }
        return best < 0 ? "" : Symptom.ALL.get(best).key();
    }
}
