package io.patchbay.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody who mistyped a name probably meant, for the fix of a {@link ConfigurationProblem}. */
public final class NearestName {
    private static final int LISTED = 12;

    private NearestName() {}

    /** A fix that names the valid name closest to the one written, and lists all of them when there are few. */
    public static String fix(String written, Collection<String> valid) {
        if (valid.isEmpty()) {
            return "remove it";
        }
        String nearest = of(written, valid);
        return valid.size() == 1 || valid.size() > LISTED
                ? "did you mean '" + nearest + "'?"
                : "did you mean '" + nearest + "'? Valid are "
                        + String.join(", ", valid.stream().sorted().toList());
    }

    /** The valid name with the fewest edits from the one written, letter case apart; the first by name of several. */
    static String of(String written, Collection<String> valid) {
        String word = written.toLowerCase(Locale.ROOT);
        return valid.stream()
                .min(Comparator.<String>comparingInt(name -> edits(word, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** The Levenshtein distance: insertions, deletions and replacements of one character. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
