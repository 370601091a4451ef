package io.patchbay.intake;

/** A request that cannot be accepted, with the HTTP status that says whose fault it is. */
public final class IntakeProblem extends RuntimeException {
    private final int status;

    private IntakeProblem(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static IntakeProblem unknownSource() {
        return new IntakeProblem(404, "there is no such source");
    }

    static IntakeProblem encoded() {
        return new IntakeProblem(415, "send the body as it is, without a Content-Encoding");
    }

    static IntakeProblem postOnly() {
        return new IntakeProblem(405, "this source takes POST only: its signature does not cover the query");
    }

    /** Says nothing of why: a forger learns nothing from it. */
    static IntakeProblem unauthenticated() {
        return new IntakeProblem(401, "the request could not be authenticated");
    }

    static IntakeProblem malformed(String detail) {
        return new IntakeProblem(400, detail);
    }

    static IntakeProblem notReady() {
        return new IntakeProblem(503, "the hub cannot keep the event now; send it again");
    }

    static IntakeProblem conflict(String detail) {
        return new IntakeProblem(409, detail);
    }

    public int status() {
        return status;
    }
}
