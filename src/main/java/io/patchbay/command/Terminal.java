package io.patchbay.command;

import io.patchbay.platform.EnvironmentReferences;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What a command runs in.
 *
 * @param variables the value of an environment variable, or null when it is not set
 * @param out for what was asked for
 * @param err for what went wrong
 */
record Terminal(UnaryOperator<String> variables, PrintStream out, PrintStream err) {

    /** The process's own. */
    static Terminal ofProcess() {
        return new Terminal(System::getenv, System.out, System.err);
    }

    Path configFolder() {
        return folder("PATCHBAY_CONFIG_DIR", "connectors-config");
    }

    Path routesFolder() {
        return folder("PATCHBAY_ROUTES_DIR", "routes");
    }

    EnvironmentReferences references() {
        return new EnvironmentReferences(variables);
    }

    private Path folder(String variable, String usual) {
        String value = variables.apply(variable);
        return Path.of(value == null || value.isBlank() ? usual : value).toAbsolutePath();
    }
}
