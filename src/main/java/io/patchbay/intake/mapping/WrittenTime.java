package io.patchbay.intake.mapping;

import io.patchbay.event.CallField;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands where a call report has a time: a time, or a caller's own words for one, like "this morning". */
final class WrittenTime {
    private static final Pattern DATE =
            Pattern.compile("\\s*([+-]?\\d+)-(\\d{1,2})-(\\d{1,2})(?!\\d).*", Pattern.DOTALL);
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\s*(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d))\\s*");

    private WrittenTime() {}

    /** Whether the text is written as a date or time that no calendar has, or that is not from 2000 to 2099. */
    static boolean isOutOfBounds(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        Matcher whole = RFC_3339.matcher(text);
        try {
            if (whole.matches()) {
                String time = whole.group(1) + "T" + whole.group(2).toUpperCase(Locale.ROOT);
                return !CallField.isTime(OffsetDateTime.parse(time).toInstant());
            }
            int year = Integer.parseInt(date.group(1));
            LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            return year < 2000 || year > 2099;
        } catch (DateTimeException | NumberFormatException e) {
            return true;
        }
    }
}
