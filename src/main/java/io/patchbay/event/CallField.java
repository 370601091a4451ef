package io.patchbay.event;

import static io.patchbay.event.CallField.Kind.FLAG;
import static io.patchbay.event.CallField.Kind.LIST;
import static io.patchbay.event.CallField.Kind.MAP;
import static io.patchbay.event.CallField.Kind.NUMBER;
import static io.patchbay.event.CallField.Kind.PHONE;
import static io.patchbay.event.CallField.Kind.TEXT;
import static io.patchbay.event.CallField.Kind.TIME;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every field that a call report can carry, by the path it has below {@code data} in the canonical form. */
public enum CallField {
    DIRECTION("call.direction", TEXT),
    FROM("call.from", PHONE),
    TO("call.to", PHONE),
    CALL_STARTED_AT("call.started_at", TIME),
    CALL_ENDED_AT("call.ended_at", TIME),
    DURATION_SECONDS("call.duration_seconds", NUMBER),
    END_REASON("call.end_reason", TEXT),
    INTERRUPTED("call.interrupted", FLAG),
    /** What the network says of the caller's number: {@code passed}, {@code failed} or {@code none}. */
    ATTESTATION("call.attestation", TEXT),
    AGENT("call.agent", TEXT),
    TRANSCRIPT_URL("call.transcript_url", TEXT),
    RECORDING_URL("call.recording_url", TEXT),
    CALLER_NAME("caller.name", TEXT),
    CALLER_ROLE("caller.role", TEXT),
    CALLER_CONTACT("caller.contact", TEXT),
    CALLBACK_NUMBER("caller.callback_number", PHONE),
    ACCOUNT_REFERENCE("account.reference", TEXT),
    /** The company's own name for whom the line or the agent serves, as its operator has configured it at the provider. */
    TENANT("account.tenant", TEXT),
    VERIFICATION_METHOD("verification.method", TEXT),
    VERIFICATION_STATE("verification.state", TEXT),
    VERIFICATION_REFERENCE("verification.reference", TEXT),
    TRANSFER_STATE("transfer.state", TEXT),
    TRANSFER_TO("transfer.to", PHONE),
    INTENT("report.intent", TEXT),
    TOPICS("report.topics", LIST),
    SUMMARY("report.summary", TEXT),
    PRODUCT_AREA("report.product_area", TEXT),
    ERROR_MESSAGE("report.error_message", TEXT),
    REGION("report.region", TEXT),
    FAILURE_STARTED_AT("report.started_at", TIME),
    AFFECTED_USERS("report.affected_users", NUMBER),
    BUSINESS_FUNCTION("report.business_function", TEXT),
    IMPACT("report.impact", TEXT),
    WORKAROUND("report.workaround", TEXT),
    DATA_LOSS("report.data_loss", FLAG),
    FINANCIAL_IMPACT("report.financial_impact", FLAG),
    MEDICAL_IMPACT("report.medical_impact", FLAG),
    LEGAL_THREAT("report.legal_threat", FLAG),
    URGENCY("report.urgency", TEXT),
    SENTIMENT("report.sentiment", TEXT),
    REQUESTED_NEXT_STEP("report.requested_next_step", TEXT),
    PROMISES("report.promises", LIST),
    CALLBACK_PREFERENCE("report.callback_preference", TEXT),
    EXTRA("report.extra", MAP);

    /** The shape of a field's value; see {@link FieldValue#value()}. */
    public enum Kind {
        TEXT,
        /** E.164 where the number could be understood, else as it was sent. */
        PHONE,
        FLAG,
        NUMBER,
        TIME,
        LIST,
        MAP
    }

    private static final Map<String, CallField> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CallField::path, Function.identity()));

    private static final Instant FIRST_TIME = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END_OF_TIMES = Instant.parse("2100-01-01T00:00:00Z");
    private static final long LONGEST_CALL_SECONDS = 30L * 24 * 60 * 60;
    private static final long MOST_USERS = 10_000_000_000L;

    private final String path;
    private final Kind kind;

    CallField(String path, Kind kind) {
        this.path = path;
        this.kind = kind;
    }

    /** The dotted path below {@code data}, for example {@code report.product_area}. */
    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether the value, which is of this field's kind, can be meant: a time from 2000 to 2099, a call of at most 30 days, at
     * most ten thousand million users. What is out of these bounds is refused or kept as words, never cut down to them.
     */
    public boolean admits(Object value) {
        if (value instanceof Instant time) {
            return isTime(time);
        }
        return !(value instanceof Number number)
                || number.longValue() >= 0
                        && number.longValue() <= (this == DURATION_SECONDS ? LONGEST_CALL_SECONDS : MOST_USERS);
    }

    /** Whether the time is one that can be meant: from 2000 to 2099. */
    public static boolean isTime(Instant time) {
        return !time.isBefore(FIRST_TIME) && time.isBefore(END_OF_TIMES);
    }

    /** Who says this field when a source reports it: the provider about the call, the caller about everything else. */
    public Origin reportedBy() {
        return path.startsWith("call.")
                        || path.startsWith("verification.")
                        || path.startsWith("transfer.")
                        || this == TENANT
                ? Origin.SOURCE
                : Origin.CALLER;
    }

    public static Optional<CallField> ofPath(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }
}
