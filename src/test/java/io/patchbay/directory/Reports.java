package io.patchbay.directory;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Call reports for the tests of this room. */
final class Reports {
    static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");

    private final Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);

    static Reports call() {
        return new Reports();
    }

    static Reports from(String number) {
        return call().said(CallField.FROM, number);
    }

    Reports said(CallField field, Object value) {
        return said(field, value, AT);
    }

    Reports said(CallField field, Object value, Instant at) {
        return put(field, value, field.reportedBy(), Confirmation.REPORTED, at);
    }

    Reports claiming(String account) {
        return said(CallField.ACCOUNT_REFERENCE, account);
    }

    Reports contact(String contact) {
        return said(CallField.CALLER_CONTACT, contact);
    }

    /** What a sender trusted to verify says, as intake keeps it. */
    Reports trusted(String state) {
        said(CallField.VERIFICATION_REFERENCE, "idv-77");
        return put(CallField.VERIFICATION_STATE, state, Origin.SOURCE, Confirmation.VERIFIED, AT);
    }

    /** What any sender may say. */
    Reports untrusted(String state) {
        said(CallField.VERIFICATION_REFERENCE, "idv-77");
        return said(CallField.VERIFICATION_STATE, state);
    }

    Reports without(CallField field) {
        fields.remove(field);
        return this;
    }

    Reports namedByStaff(String account) {
        return put(CallField.ACCOUNT_REFERENCE, account, Origin.STAFF, Confirmation.CORRECTED, AT.plusSeconds(60));
    }

    Reports put(CallField field, Object value, Origin origin, Confirmation confirmation, Instant at) {
        fields.put(field, new FieldValue(value, origin, confirmation, Phase.ANALYZED, at));
        return this;
    }

    CallReport report() {
        return new CallReport("generic", "call-1", new TreeSet<>(Set.of(Phase.ANALYZED)), fields);
    }
}
