package io.patchbay.cases;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.FieldValue;
import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was known of a call while its case was restricted, as hashes. A case that leaves the restricted queue shows none of
 * it elsewhere; what is said or corrected afterwards is shown.
 */
public final class SealedValues {
    static final SealedValues NONE = new SealedValues(Set.of());

    private static final int HASH_CHARACTERS = 24;

    private final Set<String> hashes;

    private SealedValues(Set<String> hashes) {
        this.hashes = hashes;
    }

    static SealedValues parse(String json) {
        return json.equals("[]")
                ? NONE
                : new SealedValues(new TreeSet<>(Arrays.asList(Json.read(json, String[].class))));
    }

    /** As it is stored: a JSON list, in a fixed order. */
    String json() {
        return hashes.isEmpty() ? "[]" : Json.write(List.copyOf(hashes));
    }

    /** Together with everything that the report says by now. */
    SealedValues with(CallReport report) {
        Set<String> all = new TreeSet<>(hashes);
        report.fields().forEach((field, value) -> {
            if (isShown(field)) {
                all.add(hash(value));
            }
        });
        return new SealedValues(all);
    }

    /** The report without what is sealed. */
    CallReport open(CallReport report) {
        if (hashes.isEmpty()) {
            return report;
        }
        Map<CallField, FieldValue> open = new EnumMap<>(CallField.class);
        report.fields().forEach((field, value) -> {
            if (!isShown(field) || !hashes.contains(hash(value))) {
                open.put(field, value);
            }
        });
        return new CallReport(report.source(), report.callId(), report.phases(), open);
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** What a ticket, a message or a page may show; how the call went technically and who verified it reveals nothing of it. */
    private static boolean isShown(CallField field) {
        return field.path().startsWith("caller.")
                || field.path().startsWith("report.")
                || field == CallField.TRANSCRIPT_URL
                || field == CallField.RECORDING_URL;
    }

    private static String hash(FieldValue value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Json.write(value.value()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
