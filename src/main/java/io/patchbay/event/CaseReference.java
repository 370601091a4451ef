package io.patchbay.event;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The reference of a case: eight random characters of Crockford's base 32 in two groups, like {@code C7K4-92MX}. The
 * alphabet leaves out I, L, O and U, and reading it back forgives what people say for them, lower case and a missing
 * or misplaced hyphen, so that it survives the telephone.
 *
 * @param text the canonical form, upper case with the hyphen
 * @see <a href="https://www.crockford.com/base32.html">Crockford's base 32</a>
 */
public record CaseReference(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern CANONICAL = Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");

    public CaseReference {
        if (!CANONICAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a case reference");
        }
    }

    /** A new reference. There are 2^40 of them; the case table's primary key catches the collision that may come. */
    public static CaseReference random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(9);
        for (int i = 0; i < 8; i++) {
            if (i == 4) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new CaseReference(text.toString());
    }

    /** The reference that a person wrote or said, or empty when it cannot be one. */
    public static Optional<CaseReference> read(String spoken) {
        String letters = spoken.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (letters.length() != 8) {
            return Optional.empty();
        }
        String text = letters.substring(0, 4) + "-" + letters.substring(4);
        return CANONICAL.matcher(text).matches() ? Optional.of(new CaseReference(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
