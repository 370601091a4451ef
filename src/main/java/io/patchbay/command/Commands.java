package io.patchbay.command;

import java.util.OptionalInt;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Tells commands from the hub itself. What parses and runs a command is loaded only when one is given, so that a start of the
 * hub does not pay for it.
 */
public final class Commands {
    /** The configuration or the sender has a problem, which was printed. */
    static final int PROBLEM = 1;

    private Commands() {}

    /** The exit code of the command that the arguments name; empty when they ask for the hub itself. */
    public static OptionalInt run(String[] arguments) {
        if (isHub(arguments)) {
            return OptionalInt.empty();
        }
        LoggingSystem.get(Commands.class.getClassLoader()).beforeInitialize();
        return OptionalInt.of(new HubCommandLine(Terminal.ofProcess()).execute(arguments));
    }

    /** Options of Spring Boot are for the hub. */
    private static boolean isHub(String[] arguments) {
        return arguments.length == 0
                || arguments[0].equals("serve")
                || arguments[0].startsWith("--") && !arguments[0].equals("--help");
    }
}
