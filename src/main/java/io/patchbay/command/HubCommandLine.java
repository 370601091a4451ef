package io.patchbay.command;

import io.patchbay.platform.ConfigurationException;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands of the jar, and what each problem of a command line is answered with. */
@Command(
        name = "java -jar patchbay.jar",
        synopsisSubcommandLabel = "[command]",
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:all is well", "1:a problem was found", "2:the command was not understood"},
        commandListHeading = "%n")
final class HubCommandLine {
    private final CommandLine commands;

    HubCommandLine(Terminal terminal) {
        CommandSpec serve = CommandSpec.create();
        serve.usageMessage().description("start the hub (the default)");
        this.commands = new CommandLine(this)
                .addSubcommand("serve", serve)
                .addSubcommand("check", new CheckCommand(terminal))
                .addSubcommand("decide", new DecideCommand(terminal))
                .addSubcommand("replay", new ReplayCommand(terminal))
                .addSubcommand("send", new SendCommand(terminal))
                .addSubcommand("texts", new TextsCommand(terminal));
        addHelp(commands);
        commands.getSubcommands().values().forEach(HubCommandLine::addHelp);
        commands.addSubcommand("help", new CommandLine.HelpCommand())
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setParameterExceptionHandler(HubCommandLine::printUsage)
                .setExecutionExceptionHandler(HubCommandLine::printProblem);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("print this usage")
                        .build());
    }

    int execute(String... arguments) {
        return commands.execute(arguments);
    }

    private static int printUsage(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(message(problem, command.getCommandSpec()));
        command.getErr().println();
        command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException problem, CommandSpec command) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            if (command.parent() == null) {
                return "there is no command '" + argument + "'";
            }
            return command.name()
                    + (unmatched.isUnknownOption() ? " has no option " : " takes no argument ")
                    + argument;
        }
        if (problem instanceof MissingParameterException missing) {
            ArgSpec first = missing.getMissing().get(0);
            return first instanceof OptionSpec option
                    ? option.longestName() + " needs a value"
                    : first.group() == null ? command.name() + " " + parameters(command) : problem.getMessage();
        }
        return problem.getMessage();
    }

    private static String parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .collect(Collectors.joining(" "));
    }

    private static int printProblem(Exception problem, CommandLine command, ParseResult parsed) throws Exception {
        if (problem instanceof ConfigurationException) {
            command.getErr().println(problem.getMessage());
            return Commands.PROBLEM;
        }
        throw problem;
    }
}
