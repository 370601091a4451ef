package io.patchbay.command;

/** The arguments of a command were not understood. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
