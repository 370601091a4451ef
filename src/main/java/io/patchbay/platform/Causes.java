package io.patchbay.platform;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failure comes from: routes wrap what a door throws, and libraries what a driver throws. */
public final class Causes {
    /** Exceptions can be tied into a ring; nobody nests them as deep as this. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** The failure itself, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** The outermost of them that is of the kind. */
    public static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable failure) {
        return of(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
