package io.patchbay.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings phone numbers into one form, so that it does not matter how somebody wrote them. The directory's numbers and
 * the callers' go through the same reading: what is refused here can neither be on record nor match.
 */
final class PhoneNumbers {
    /** Longer than any number with spaces, brackets and an extension. */
    private static final int MAX_LENGTH = 40;

    /** Digits and what people put between them. Words, addresses and free text are not numbers, whatever they contain. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:tel:)?\\(?[+\\uFF0B]?[\\p{Nd}\\p{Zs}().\\-/\\u2010-\\u2015]+(?:(?:;ext=|ext\\.?|x|#)\\p{Zs}*\\p{Nd}{1,7})?",
            Pattern.CASE_INSENSITIVE);

    /** Marks of writing direction and the like, which come along when numbers are copied from an address book. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /**
     * What carriers put in place of a withheld number: BLOCKED, RESTRICTED, ANONYMOUS, UNKNOWN and UNAVAILABLE as
     * spelled on a telephone's keys. One of them has the shape of a real number.
     */
    private static final Set<String> WITHHELD =
            Set.of("+2562533", "+7378742883", "+266696687", "+8656696", "+86282452253");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final String defaultRegion;

    /** @param defaultRegion ISO 3166 code for numbers without a country code; empty understands none of them */
    PhoneNumbers(String defaultRegion) {
        this.defaultRegion = defaultRegion.isEmpty() ? null : defaultRegion;
    }

    static boolean isRegion(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }

    /** The number in E.164, without an extension, or empty when it is withheld, too short, too long or no number. */
    Optional<String> e164(String written) {
        String text = INVISIBLE.matcher(written).replaceAll("").strip();
        if (text.length() > MAX_LENGTH || !WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = library.parse(text, defaultRegion);
            if (library.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
                return Optional.empty();
            }
            return Optional.of(library.format(number, PhoneNumberFormat.E164)).filter(e164 -> !WITHHELD.contains(e164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
