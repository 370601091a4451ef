package io.patchbay.intake.signature;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The name that somebody most likely meant: the one that the fewest typed characters away (Levenshtein). */
final class Nearest {
    private Nearest() {}

    /** @param names at least one */
    static String to(String typed, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(simple(typed), simple(name))))
                .orElseThrow();
    }

    private static String simple(String name) {
        String letters = name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
        return letters.substring(0, Math.min(letters.length(), 64));
    }

    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
