package io.patchbay.intake.signature;

/** Ends a verification early. Never leaves {@link SignatureScheme#verify}; without a stack trace, as refusals are cheap. */
final class Refusal extends Exception {
    private final transient Verdict.Reason reason;

    Refusal(Verdict.Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Verdict.Reason reason() {
        return reason;
    }
}
