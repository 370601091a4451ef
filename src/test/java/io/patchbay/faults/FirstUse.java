package io.patchbay.faults;

import io.patchbay.storage.Database;
import java.io.IOException;

/** What storage tests and fault tests need of PostgreSQL, in the order of the arguments; a JVM of its own for {@link FreshMachineTest}. */
final class FirstUse {
    private FirstUse() {}

    /** @param arguments {@code storage} and {@code fault}, in any order */
    public static void main(String[] arguments) throws IOException {
        for (String kind : arguments) {
            switch (kind) {
                case "storage" -> Database.POSTGRESQL.empty();
                case "fault" -> fault();
                default -> throw new IllegalArgumentException("a test is storage or fault, not " + kind);
            }
        }
        // The pool's threads would keep the JVM.
        System.exit(0);
    }

    private static void fault() throws IOException {
        try (TestPostgres postgres = TestPostgres.create()) {
            postgres.newDatabase();
        }
    }
}
