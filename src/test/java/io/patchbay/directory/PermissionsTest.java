package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.VisibleQueues;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Role by action by queue: what each role opens, in its own queue, in one that it sees, and in one that it does not. */
class PermissionsTest {
    private static final DirectoryFiles FILES = DirectoryFiles.load(Path.of("connectors-config"), Clock.systemUTC());
    private static final Permissions SHIPPED = new Permissions(FILES.staff(), FILES.queues());

    /** Works support, sees billing, does not see security. */
    private static Principal person(Role... roles) {
        return principal(Principal.Kind.PERSON, roles);
    }

    private static Principal principal(Principal.Kind kind, Role... roles) {
        return new Principal(
                "somebody", kind, Set.of(roles), Set.of("support"), VisibleQueues.of(Set.of("support", "billing")));
    }

    /** For each action: the roles that open it in the queue they work, in one they see, in one they do not see. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            READ               | viewer agent lead incident-commander approver rule-owner operator auditor | viewer agent lead incident-commander approver rule-owner operator auditor | -
            READ_METRICS       | operator auditor                    | operator auditor                    | operator auditor
            WORK_CASE          | agent lead                          | -                                   | -
            SET_SEVERITY       | lead incident-commander             | -                                   | -
            MEND_DRIFT         | agent lead operator                 | operator                            | -
            DECIDE_DISPATCH    | lead operator                       | operator                            | -
            REPLAY_DISPATCH    | lead operator                       | operator                            | -
            READMIT_EVENT      | operator                            | operator                            | operator
            REPLAY_DECISION    | lead rule-owner operator auditor    | lead rule-owner operator auditor    | -
            SIMULATE_RULES     | rule-owner auditor                  | rule-owner auditor                  | rule-owner auditor
            PUBLISH_RULES      | rule-owner                          | rule-owner                          | rule-owner
            APPROVE_RULES      | rule-owner approver                 | rule-owner approver                 | rule-owner approver
            ACTIVATE_RULES     | rule-owner                          | rule-owner                          | rule-owner
            DECLARE_INCIDENT   | incident-commander                  | incident-commander                  | incident-commander
            RUN_INCIDENT       | incident-commander                  | incident-commander                  | incident-commander
            APPROVE_MESSAGE    | approver                            | approver                            | approver
            ACKNOWLEDGE_UPDATE | agent lead incident-commander       | incident-commander                  | -
            LIST_TOKENS        | operator auditor                    | operator auditor                    | operator auditor
            MANAGE_TOKENS      | operator                            | operator                            | operator
            """)
    void aRole_opensWhatItIsThereFor_inItsQueuesOnly(Action action, String works, String sees, String other) {
        assertThat(opening(action, "support")).as("in the queue it works").isEqualTo(roles(works));
        assertThat(opening(action, "billing")).as("in a queue it sees").isEqualTo(roles(sees));
        assertThat(opening(action, "security")).as("in a queue it does not see").isEqualTo(roles(other));
    }

    @Test
    void everyAction_isInTheTable() throws NoSuchMethodException {
        CsvSource table = PermissionsTest.class
                .getDeclaredMethod(
                        "aRole_opensWhatItIsThereFor_inItsQueuesOnly",
                        Action.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class);
        Set<Action> listed = table.textBlock()
                .lines()
                .map(line -> Action.valueOf(line.split("\\|")[0].strip()))
                .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(EnumSet.allOf(Action.class));
    }

    private static Set<String> opening(Action action, String queue) {
        return Arrays.stream(Role.values())
                .filter(role -> Permissions.refusal(person(role), action, queue).isEmpty())
                .map(Role::wireName)
                .collect(Collectors.toSet());
    }

    private static Set<String> roles(String names) {
        return names.equals("-") ? Set.of() : Set.of(names.split(" "));
    }

    @ParameterizedTest
    @EnumSource
    void aPersonWithoutARole_mayDoNothing(Action action) {
        assertThat(Permissions.refusal(person(), action, "support")).isPresent();
        assertThat(Permissions.refusal(person(), action, "")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void theBootstrapToken_readsAndMakesTokens(Action action) {
        boolean allowed =
                Set.of("READ", "READ_METRICS", "LIST_TOKENS", "MANAGE_TOKENS").contains(action.name());
        assertThat(Permissions.refusal(Principal.BOOTSTRAP, action, "security").isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SET_SEVERITY",
                "DECIDE_DISPATCH",
                "APPROVE_RULES",
                "ACTIVATE_RULES",
                "DECLARE_INCIDENT",
                "RUN_INCIDENT",
                "APPROVE_MESSAGE",
                "MANAGE_TOKENS"
            })
    void whatTakesAPerson_isNoPrograms_whateverItsRoles(Action action) {
        assertThat(Permissions.refusal(principal(Principal.Kind.PROGRAM, Role.values()), action, "support"))
                .get()
                .asString()
                .contains("only a person");
    }

    @Test
    void aProgram_seesTheQueuesItIsGiven_andNoOthers() {
        Principal program = Permissions.program("import", Set.of(Role.AGENT), Set.of("billing"));
        assertThat(program.actor()).isEqualTo("program:import");
        assertThat(Permissions.refusal(program, Action.READ, "support")).isPresent();
        assertThat(Permissions.refusal(program, Action.WORK_CASE, "billing")).isEmpty();
    }

    @Test
    void aTeam_isNobody_whateverItOwns() {
        for (String team : List.of("security-desk", "support-tier-2", "nobody-at-all")) {
            assertThat(SHIPPED.person(team)).as(team).isEmpty();
            assertThat(SHIPPED.refusalFor(team, "WORK_CASE", "support")).contains("not a person");
        }
    }

    @Test
    void theShippedDirectory_showsRestrictedQueuesToWhomItGivesThem() {
        assertThat(SHIPPED.person("jonas").orElseThrow().visible().names())
                .containsExactlyInAnyOrder("identity", "billing", "commercial", "support", "review");
        assertThat(SHIPPED.person("amara").orElseThrow().visible().names())
                .as("stand-in of privacy, agent of security")
                .contains("security", "privacy", "support");
        assertThat(SHIPPED.refusalFor("amara", "WORK_CASE", "privacy")).isEmpty();
        assertThat(SHIPPED.refusalFor("jonas", "WORK_CASE", "billing")).contains("do not work in the queue billing");
        assertThat(SHIPPED.refusalFor("jonas", "SET_SEVERITY", "support"))
                .contains("the role lead or incident-commander");
    }
}
