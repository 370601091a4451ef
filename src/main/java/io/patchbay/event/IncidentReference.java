package io.patchbay.event;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The short reference of an incident, like {@code INC-7K2Q4}: what people say, what stands on tickets, and what a dispatch
 * that is about the incident as a whole names in place of a case. Never one of a case, whose hyphen stands one further.
 */
public final class IncidentReference {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern FORM = Pattern.compile("INC-[0-9A-HJKMNP-TV-Z]{5}");

    private IncidentReference() {}

    /** A new reference. There are 2^25 of them; the unique key catches the collision that may come. */
    public static String random(RandomGenerator random) {
        StringBuilder text = new StringBuilder("INC-");
        for (int i = 0; i < 5; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Whether that is the reference of an incident and not of a case. */
    public static boolean is(String ref) {
        return FORM.matcher(ref).matches();
    }
}
