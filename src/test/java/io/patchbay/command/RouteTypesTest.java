package io.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cases.StaffAction;
import io.patchbay.dispatch.Replay;
import io.patchbay.dispatch.Verdict;
import io.patchbay.intake.WebhookDelivery;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.triage.DriftResolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The steps of the routes that ship take the body that comes to them, and a step that does not is named. */
class RouteTypesTest {
    private static final Path ROUTES = Path.of("routes");

    /** The Kamelet: camel-mail has the message say everything. */
    private static final Set<String> WITH_EXPRESSIONS = Set.of("email-send.kamelet.yaml");

    /** What the webhook endpoint and the REST API send. */
    private static final Map<String, Class<?>> ENTRIES = Map.ofEntries(
            Map.entry("direct:intake", WebhookDelivery.class),
            Map.entry("direct:staff-note", StaffAction.Note.class),
            Map.entry("direct:staff-status", StaffAction.Status.class),
            Map.entry("direct:staff-owner", StaffAction.Owner.class),
            Map.entry("direct:staff-severity", StaffAction.Confirm.class),
            Map.entry("direct:staff-correction", StaffAction.Correct.class),
            Map.entry("direct:staff-read-back", StaffAction.ReadBack.class),
            Map.entry("direct:staff-release", StaffAction.Release.class),
            Map.entry("direct:verdict", Verdict.class),
            Map.entry("direct:replay", Replay.class),
            Map.entry("direct:resolve-drift", DriftResolution.class));

    @TempDir
    private Path folder;

    @Test
    void everyStep_takesTheBodyThatComesToIt() throws IOException {
        assertThat(problems(ROUTES)).isEmpty();
    }

    @Test
    void steps_takeTheBody_andNoExpressions() {
        List<ConfigurationProblem> expressions = new ArrayList<>();
        for (RouteFile file : new RouteLint(ROUTES, new RouteBeans().byName()).files()) {
            String name = file.yaml().name().replaceFirst(".*/", "");
            file.calls().stream()
                    .filter(call -> call.method().contains("${") && !WITH_EXPRESSIONS.contains(name))
                    .map(call -> file.yaml().at(call.pointer(), call.method(), "give the step one typed body"))
                    .forEach(expressions::add);
        }
        assertThat(expressions).isEmpty();
    }

    @Test
    void methodThatDoesNotExist_isNamedWithFileAndStep() throws IOException {
        assertThat(changed("triage.camel.yaml", "method: gather", "method: collect"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("triage.camel.yaml");
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.message()).isEqualTo("'triage' has no public method 'collect'");
                    assertThat(problem.fix()).contains("gather");
                });
    }

    @Test
    void parameterThatDoesNotFit_isNamedWithTheTypes() throws IOException {
        assertThat(changed("incidents.camel.yaml", "method: dueLinks", "method: dueUpdates"))
                .extracting(ConfigurationProblem::message)
                .containsExactly("'incidentNotices.commentLink' takes (IncidentLink), not DueUpdate");
    }

    @Test
    void elementsOfAList_areToldApart() throws IOException {
        assertThat(changed(
                        "housekeeping.camel.yaml",
                        "ref: caseRetention\n            method: take",
                        "ref: inbox\n            method: claim"))
                .extracting(ConfigurationProblem::message)
                .contains("'dispatchRetention.purge' takes (List<String>), not List<KeptEvent>");
    }

    @Test
    void valueThatTheBodyDoesNotHave_isNamed() throws IOException {
        assertThat(changed("triage.camel.yaml", "${body.byQueue}", "${body.perQueue}"))
                .extracting(ConfigurationProblem::message)
                .containsExactly("TriageBatch has no public method 'perQueue'");
    }

    @Test
    void endPointThatNobodyConsumes_isNamed() throws IOException {
        assertThat(changed("provider-questions.camel.yaml", "- to: direct:keep", "- to: direct:keeep"))
                .extracting(ConfigurationProblem::message)
                .containsOnly("no route consumes 'direct:keeep'");
    }

    @Test
    void stepAfterAFailure_takesWhateverBodyTheFailureLeft() throws IOException {
        assertThat(changed("deliver.camel.yaml", "method: unsent", "method: failed"))
                .extracting(ConfigurationProblem::message)
                .containsExactly("'settlements.failed' takes (SettlementGroup, Exception), not Batch");
    }

    private List<ConfigurationProblem> changed(String file, String from, String to) throws IOException {
        FileSystemUtils.copyRecursively(ROUTES, folder);
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
        return problems(folder);
    }

    private static List<ConfigurationProblem> problems(Path routes) throws IOException {
        return new RouteTypes(new RouteFolder(routes), new RouteBeans().byName(), ENTRIES).problems();
    }
}
