package io.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** The commands against a copy of what ships. */
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void copyWhatShips() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("connectors-config"), folder.resolve("connectors-config"));
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        variables.put("PATCHBAY_CONFIG_DIR", folder.resolve("connectors-config").toString());
        variables.put("PATCHBAY_ROUTES_DIR", folder.resolve("routes").toString());
        variables.put("SOURCE_GENERIC_SECRET", "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
        variables.put("JIRA_BASE_URL", "https://jira.example.com");
        variables.put("JIRA_EMAIL", "hub@example.com");
        variables.put("JIRA_API_TOKEN", "token");
        variables.put("SLACK_BOT_TOKEN", "token");
        variables.put("PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
    }

    @Test
    void check_findsNothingWrongWithWhatShips_andHasNothingToWarnAbout() {
        assertThat(run("check")).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("No problem found: 1 sources on, 17 off,");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("warning");
    }

    @Test
    void check_tellsEveryProblemWithFileLineAndFix() throws IOException {
        edit("routes/triage.camel.yaml", "ref: inbox", "ref: inbx");
        edit("routes/triage.camel.yaml", "to: direct:triage-other", "to: direct:triage-othr");
        edit("routes/destinations.camel.yaml", "kamelet:email-send", "kamelet:email-sent");
        edit("routes/destinations.camel.yaml", "direct:send-pagerduty", "direct:send-pager");
        edit("routes/deliver.camel.yaml", "#deliveryThreads", "#deliveryThread");
        edit("routes/intake.camel.yaml", "method: verify", "method: verfy");
        edit("connectors-config/sources/retell.yaml", "scheme: retell", "scheme: retel");
        edit("connectors-config/sources/vapi.yaml", "report.summary:", "report.sumary:");
        variables.put("SOURCE_RETELL_SECRET", "secret");
        variables.remove("JIRA_BASE_URL");

        assertThat(run("check")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "routes/triage.camel.yaml:\\d+:\\d+: there is no bean 'inbx'\\R +fix: did you mean 'inbox'")
                .containsPattern(
                        "routes/triage.camel.yaml:\\d+:\\d+: .*'direct:triage-othr'\\R +fix: .*'direct:triage-other'")
                .containsPattern("routes/destinations.camel.yaml:\\d+:\\d+: .*'kamelet:email-sent'\\R +fix:"
                        + " .*'kamelet:email-send'")
                .containsPattern(
                        "routes/deliver.camel.yaml:\\d+:\\d+: .*'direct:send-pagerduty'\\R +fix: .*'direct:send-pager'")
                .containsPattern("routes/deliver.camel.yaml:\\d+:\\d+: there is no bean 'deliveryThread'")
                .containsPattern("routes/intake.camel.yaml:\\d+:\\d+: .*no public method 'verfy'\\R +fix: .*'verify'")
                .containsPattern("sources/retell.yaml:\\d+:\\d+: unknown scheme 'retel'")
                .containsPattern("sources/vapi.yaml:\\d+:\\d+: a call report has no field 'report.sumary'")
                .contains("destinations/jira.yaml")
                .endsWith("9 problems\n");
    }

    @Test
    void check_warnsAboutARuleThatMayPageForUnverifiedCallers_andFindsNoProblem() throws IOException {
        Files.writeString(folder.resolve("connectors-config/rules/severity-medical.yaml"), """
            severity:
              - id: medical-blocked
                description: A verified medical impact.
                owner: support-tier-2
                level: 2
                page: true
                when: directory.account_known && verified.medical_impact && verified.impact == 'blocked'
            """);
        Files.writeString(folder.resolve("connectors-config/rules/tests-medical.yaml"), """
            given: {directory.match: known, directory.match_basis: line, directory.account_known: true, call.analyzed: true}
            cases:
              - name: a verified medical impact pages
                facts: {caller.intent: report_outage, verified.medical_impact: true, verified.impact: blocked}
                expect: {queue: review, rule: "review:medical_impact", severity: SEV2, pages: true}
            """);

        assertThat(run("check")).as(err.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "warning: rules/severity-medical.yaml:7:\\d+: the rule medical-blocked may page for callers"
                                + " who are not verified\\R +fix: join it with directory.account_verified");
    }

    @Test
    void texts_measuresTheRules_byLanguageAndGroup_andTellsWhatThresholdsCost() {
        assertThat(run("texts", "--curve"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        String told = out.toString(StandardCharsets.UTF_8);
        assertThat(told).containsPattern("  all +right +\\d+/1230 +[\\d.]+ % \\([\\d.]+ to [\\d.]+\\)");
        assertThat(told).containsPattern("  pt +right +\\d+/150").containsPattern("  plain +right +\\d+/480");
        assertThat(told).contains("belongs to   went to", "reach the threshold").contains("unsure: ");
    }

    @Test
    void texts_thatAreNoLabelledTexts_areRefusedAtTheirLine() throws IOException {
        Path file = folder.resolve("own.tsv");
        Files.writeString(
                file, "security\ten\tplain\tSomebody is in our account.\nkitchen\ten\tplain\tThe soup is cold.\n");

        assertThat(run("texts", file.toString())).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("own.tsv:2:1: the line is no labelled text", "with tabs");
    }

    @Test
    void check_holdsTheRulesToWhatIsAskedOfThemByLabelledTexts() throws IOException {
        Path tests = folder.resolve("connectors-config/rules/tests.yaml");
        Files.writeString(
                tests,
                Files.readString(tests)
                        .replaceFirst(
                                "right: [0-9.]+, sensitive_in_support: [0-9.]+",
                                "right: 0.999, sensitive_in_support: 0.001"));

        assertThat(run("check")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern("rules/tests.yaml:\\d+:\\d+: right is at least 0.999, and the rules reach 0\\.9")
                .containsPattern("rules/tests.yaml:\\d+:\\d+: sensitive_in_support is at most 0.001")
                .doesNotContain("support_elsewhere is");
    }

    /** The rules are not looked at without queues and staff, so that those come first. */
    @ParameterizedTest
    @ValueSource(strings = {"queues.yaml|directory/.*", "(sources|destinations|rules)/.*"})
    void check_refusesAMisspeltKeyInEveryFile(String files) throws IOException {
        List<String> edited = new ArrayList<>();
        Path config = folder.resolve("connectors-config");
        try (Stream<Path> paths = Files.walk(config)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = config.relativize(path).toString();
                if (name.matches(files) && !name.endsWith(".tsv")) {
                    String key = Pattern.compile("(?m)^([a-z_]+):")
                            .matcher(Files.readString(path))
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1);
                    Files.writeString(path, Files.readString(path).replaceFirst("(?m)^" + key + ":", key + "x:"));
                    edited.add(name);
                }
            }
        }

        assertThat(run("check")).isEqualTo(1);

        assertThat(edited).isNotEmpty().allSatisfy(name -> assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^" + name + ":\\d+:\\d+: .*x'.*\\R +fix: did you mean '"));
    }

    @Test
    void check_runsTheRulesOwnCases() throws IOException {
        edit("connectors-config/rules/tests.yaml", "queue: security", "queue: billing");

        assertThat(run("check")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).containsPattern("rules/tests.yaml:\\d+:\\d+: ");
    }

    @Test
    void check_findsWrongNumbersOfValuesAndUnknownConfigurationsAndYamlThatIsNone() throws IOException {
        edit("routes/deliver.camel.yaml", "method: unsent", "method: \"unsent(${body}, ${exception}, 1)\"");
        edit("routes/triage.camel.yaml", "    id: triage\n", "    id: triage\n    routeConfigurationId: last-resrt\n");
        Files.writeString(folder.resolve("routes/broken.camel.yaml"), "- route: {\n");

        assertThat(run("check")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("'unsent' of 'settlements' is given 3 values")
                .contains("there is no route configuration 'last-resrt'")
                .containsPattern("routes/broken.camel.yaml:\\d+:\\d+: not valid YAML");
    }

    @Test
    void decide_saysWhatWouldBecomeOfACall() {
        assertThat(run("decide", "samples/06-support/1.json")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("queue +support by rule ")
                .containsPattern("match +known: ")
                .containsPattern("match basis +line")
                .containsPattern("trusted +yes")
                .containsPattern("severity +unconfirmed")
                .containsPattern("jira +create_issue")
                .containsPattern("slack +post_message +after create_issue")
                .doesNotContain("pagerduty")
                .doesNotContain("writeback");
    }

    @Test
    void decide_saysWhereAReportCannotBeRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("call.json"), "{\"type\":\"call.ended\",\"data\":{\"call\":{\"id\":7}}}");

        assertThat(run("decide", file.toString())).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("/data/call/id");
    }

    @Test
    void unknownWord_isToldWithTheUsage() {
        assertThat(run("chek")).isEqualTo(2);
        assertThat(run("send", "twilio")).isEqualTo(2);
        assertThat(run("send", "twilio", "a.xml", "--what")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no command 'chek'")
                .contains("send SOURCE FILE");
    }

    @Test
    void argumentsThatACommandDoesNotTake_areNamed() {
        assertThat(run("check", "all")).isEqualTo(2);
        assertThat(run("decide")).isEqualTo(2);
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "dec_1", "--all")).isEqualTo(2);
        assertThat(run("send", "twilio", "a.form", "--what")).isEqualTo(2);
        assertThat(run("send", "twilio", "a.form", "--url")).isEqualTo(2);
        assertThat(run("send", "twilio", "a.form", "--url", "hub")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "check takes no argument all",
                        "decide FILE",
                        "send has no option --what",
                        "--url needs a value",
                        "--url begins with http:// or https:// and has no query");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("DECISION", "--all", "mutually exclusive");
    }

    @Test
    void help_printsTheUsageOfAllCommandsOrOfOne() {
        assertThat(run("help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("serve", "check", "decide", "replay", "send", "the command was not understood");

        assertThat(run("help", "send")).isZero();
        assertThat(run("send", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("SOURCE FILE", "--query=QUERY");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void options_areForTheHubItself() {
        assertThat(Commands.run(new String[] {})).isEmpty();
        assertThat(Commands.run(new String[] {"serve"})).isEmpty();
        assertThat(Commands.run(new String[] {"--server.port=0"})).isEmpty();
    }

    private int run(String... words) {
        Terminal terminal = new Terminal(
                variables::get,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new HubCommandLine(terminal).execute(words);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
    }
}
