package io.patchbay.platform;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Names a failure for a log or a person without its message, which may hold what a caller said or what a provider
 * answered: the exceptions from the outside in, and the first place in our own code.
 */
public final class FailureName {
    private static final int DEEPEST = 5;

    private FailureName() {}

    /** For example {@code IllegalStateException < SocketTimeoutException at CaseRepository.insert:61}. */
    public static String of(Throwable failure) {
        StringJoiner names = new StringJoiner(" < ");
        Throwable innermost = failure;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            names.add(cause.getClass().getSimpleName());
            innermost = cause;
        }
        return names + place(innermost);
    }

    private static String place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.patchbay."))
                .findFirst()
                .map(frame -> " at " + frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName() + ":"
                        + frame.getLineNumber())
                .orElse("");
    }
}
