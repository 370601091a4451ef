package io.patchbay.command;

import io.patchbay.platform.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.logging.LoggingSystem;

/** The commands by name. {@code serve} is none of them: it is the hub itself. */
public final class Commands {
    /** The configuration or the sender has a problem, which was told. */
    static final int PROBLEM = 1;
    /** The command line was not understood. */
    static final int USAGE = 2;

    private static final String HELP = """
            usage: java -jar patchbay.jar [command]

              serve               start the hub (the default)
              check               look for problems in the configuration and the routes, without starting
              decide FILE         what would become of a canonical call report, without doing it
              replay DECISION     a stored decision again under the rules of its day; --all for every one of them
              send SOURCE FILE    sign a .json or .form body as that source's sender would, and post it
                  --url URL       the hub, http://127.0.0.1:8080 where nothing else is said
                  --id ID         the delivery's id, where the sender sends one
                  --query QUERY   the query of the URL that the sender was given, for example account=acct-1042

            Exit code: 0 when all is well, 1 when not, 2 when the command was not understood.
            """;

    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The exit code of the command that the arguments name; empty when they ask for the hub itself. */
    public static OptionalInt run(String[] arguments) {
        if (arguments.length == 0 || arguments[0].equals("serve") || arguments[0].startsWith("--")) {
            return OptionalInt.empty();
        }
        LoggingSystem.get(Commands.class.getClassLoader()).beforeInitialize();
        return OptionalInt.of(new Commands(Terminal.ofProcess()).execute(Arrays.asList(arguments)));
    }

    int execute(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        try {
            return switch (words.get(0)) {
                case "check" -> rest.isEmpty() ? new CheckCommand(terminal).run() : usage("check takes no arguments");
                case "decide" -> rest.size() == 1 ? new DecideCommand(terminal).run(rest.get(0)) : usage("decide FILE");
                case "replay" ->
                    rest.size() == 1 ? new ReplayCommand(terminal).run(rest.get(0)) : usage("replay DECISION or --all");
                case "send" -> new SendCommand(terminal).run(SendOptions.of(rest));
                case "help" -> {
                    terminal.out().print(HELP);
                    yield 0;
                }
                default -> usage("there is no command '" + words.get(0) + "'");
            };
        } catch (UsageException e) {
            return usage(e.getMessage());
        } catch (ConfigurationException e) {
            terminal.err().println(e.getMessage());
            return PROBLEM;
        }
    }

    private int usage(String problem) {
        terminal.err().println(problem);
        terminal.err().println();
        terminal.err().print(HELP);
        return USAGE;
    }
}
