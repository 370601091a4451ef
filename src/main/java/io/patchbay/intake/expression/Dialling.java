package io.patchbay.intake.expression;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Set;

/**
 * How a sender writes telephone numbers.
 *
 * @param region where a number without a country code belongs, as ISO 3166 code like {@code US}; or the empty string
 * @param prefixPlus whether the sender writes international numbers without their plus sign
 */
record Dialling(String region, boolean prefixPlus) {
    private static final int LONGEST = 64;

    static Set<String> regions() {
        return PhoneNumberUtil.getInstance().getSupportedRegions();
    }

    /**
     * The number in E.164 where it can be one, else as it was written: a SIP address, {@code anonymous}, or a number
     * with an extension, which E.164 cannot say.
     */
    String normalise(String written) {
        String text = SafeText.of(written, LONGEST);
        String dialled = prefixPlus && text.matches("[1-9]\\d{5,14}") ? "+" + text : text;
        if (!dialled.startsWith("+") && (region.isEmpty() || dialled.contains("@"))) {
            return text;
        }
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            PhoneNumber number = numbers.parse(dialled, region.isEmpty() ? null : region);
            boolean sayable =
                    numbers.isPossibleNumber(number) && number.getExtension().isEmpty();
            return sayable ? numbers.format(number, PhoneNumberFormat.E164) : text;
        } catch (NumberParseException e) {
            return text;
        }
    }
}
