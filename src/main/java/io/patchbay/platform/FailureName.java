package io.patchbay.platform;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;

/**
 * Names a failure for a log or a person without its message, which may hold what a caller said or what a provider
 * answered: the exceptions from the outside in, and the first place in our own code.
 */
public final class FailureName {
    private static final int DEEPEST = 5;

    private FailureName() {}

    /** For example {@code IllegalStateException < SocketTimeoutException at CaseRepository.insert:61}. */
    public static String of(Throwable failure) {
        List<Throwable> causes = Causes.of(failure)
                .dropWhile(FailureName::isWrapper)
                .limit(DEEPEST)
                .toList();
        String names =
                causes.stream().map(cause -> cause.getClass().getSimpleName()).collect(joining(" < "));
        return names + place(causes.get(causes.size() - 1));
    }

    /** What Camel puts around an exception on its way out of a route says nothing about it. */
    private static boolean isWrapper(Throwable failure) {
        return failure.getCause() != null && failure.getClass().getName().startsWith("org.apache.camel.");
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
