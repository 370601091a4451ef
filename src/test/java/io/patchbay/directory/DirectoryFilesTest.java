package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.QueuePlan.Step;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryFilesTest {
    private ConfigFolder folder;

    @BeforeEach
    void copy(@TempDir Path temporary) throws IOException {
        folder = new ConfigFolder(temporary);
    }

    @Test
    void shippedQueues_standInTheOrderOfPrecedence() {
        assertThat(folder.load().queues().names())
                .containsExactly("security", "privacy", "identity", "billing", "commercial", "support", "review");
    }

    @Test
    void shippedPlan_isTicketThenMessageThenConfirmedPageAndWriteBack() {
        DirectoryFiles files = DirectoryFiles.load(ConfigFolder.SHIPPED, Clock.systemUTC());

        for (String queue : files.queues().names()) {
            assertThat(files.queues().plan(queue, Matches.NONE, Reports.AT).steps())
                    .containsExactly(
                            new Step("jira", "create_issue", "", null, false),
                            new Step("slack", "post_message", "create_issue", Duration.ofMinutes(5), false),
                            new Step("pagerduty", "trigger", "post_message", Duration.ofSeconds(60), true),
                            new Step("writeback", "case_updated", "post_message", null, false));
        }
    }

    @Test
    void numberOnRecord_isKeptInOneForm() {
        assertThat(folder.load().directory().record("acct-1053").orElseThrow().numbers())
                .containsExactly("+15550100005");
        assertThat(folder.load().queues().transferNumber("support")).contains("+15550190006");
    }

    @Test
    void staff_isFoundByTheIdsOfTheDestinations() {
        Staff staff = folder.load().staff();

        assertThat(staff.bySlackUserId("U0ROSA00001")).isEqualTo(staff.byId("support-lead"));
        assertThat(staff.byJiraAccountId("5b10a2844c20165700ede203")).isEqualTo(staff.byId("support-lead"));
        assertThat(staff.byPagerdutyUserId("PROSA01")).isEqualTo(staff.byId("support-lead"));
        assertThat(staff.byName(" rosa LINDQVIST "))
                .isEqualTo(staff.byId("support-lead"))
                .isPresent();
        assertThat(staff.bySlackUserId("")).isEmpty();
        assertThat(staff.byJiraAccountId("")).isEmpty();
    }

    @Test
    void nameOfTwo_isNobody() {
        folder.replace("directory/staff.yaml", "name: Hana Kimura", "name: Rosa Lindqvist");

        assertThat(folder.load().staff().byName("Rosa Lindqvist")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            queues.yaml             | owner: noor                | owner: nor               | there is no member of staff 'nor'       | did you mean 'noor'?
            queues.yaml             | stand_ins: [sofia]         | stand_ins: [sofja]       | there is no member of staff 'sofja'     | did you mean 'sofia'?
            queues.yaml             | lead: billing-lead               | lead: biling-lead              | there is no member of staff 'biling-lead'     | did you mean 'billing-lead'?
            queues.yaml             | lead: billing-lead               | lead: kofi               | kofi has not the role lead              | add lead to their roles
            queues.yaml             | Europe/Berlin              | Europe/Berln             | there is no time zone 'Europe/Berln'    | did you mean 'Europe/Berlin'?
            queues.yaml             | "+1 555 019 0002"          | "0190002"                | this is not a whole phone number        | country code
            queues.yaml             | name: review               | name: reviews            | there is no queue review                | add it
            queues.yaml             | name: privacy              | name: identity           | queue privacy is not in its place       | begin with security, privacy, identity, billing, commercial
            queues.yaml             | operation: create_issue    | operation: trigger       | jira cannot trigger in a plan           | write create_issue
            queues.yaml             | after: create_issue        | after: trigger           | no earlier step does trigger            | write one of create_issue
            queues.yaml             | hold: 60s                  | hold: 61s                | hold back the page for more than a minute | add hold: 60s
            queues.yaml             | only_confirmed: true       | only_confirmed: false    | does not wait for a confirmed severity  | add only_confirmed: true
            directory/staff.yaml    | to: 2027-01-03             | to: 2026-12-20           | the absence ends before it begins       | swap
            directory/staff.yaml    | to: 2027-01-03             | to: soon                 | 'soon' is not a date                    | like 2026-11-21
            directory/staff.yaml    | id: victor                 | id: amara                | another entry has the same staff id     | give each its own
            directory/staff.yaml    | U0VICTOR01                 | U0AMARA001               | another entry has the same slack_user_id | give each its own
            directory/staff.yaml    | queues: [billing]          | queues: [biling]         | there is no queue 'biling'              | did you mean 'billing'?
            directory/staff.yaml    | email: security@example.com | roles: [viewer]         | a team does nothing                     | give it to a person
            directory/products.yaml | team: team-insights        | team: team-insigths      | there is no team 'team-insigths'        | did you mean 'team-insights'?
            directory/products.yaml | members: [hana]            | members: [hanna]         | there is no member of staff 'hanna'     | did you mean 'hana'?
            directory/products.yaml | areas: [dashboards         | areas: [Check-Out, checkout | another entry has the same product area | give each its own
            directory/accounts.yaml | owner: elena               | owner: helena            | there is no member of staff 'helena'    | did you mean 'elena'?
            directory/accounts.yaml | [storefront, platform]     | [storefrnt]              | there is no product 'storefrnt'         | did you mean 'storefront'?
            directory/accounts.yaml | id: acct-1050              | id: ACCT-1042            | another entry has the same account id   | give each its own
            directory/accounts.yaml | "+1 555 010 0001"          | "911"                    | this is not a whole phone number        | country code
            directory/accounts.yaml | "+1 555 010 0001"          | "+266696687"             | this is not a whole phone number        | country code
            directory/accounts.yaml | renewal_date: 2027-01-01   | renewal_date: 2027-02-30 | '2027-02-30' is not a date              | like 2026-11-21
            directory/accounts.yaml | default_region: US         | default_region: XQ       | there is no region 'XQ'                 | ISO 3166
            directory/accounts.yaml | id: acct-1042              | id: acct 1042            | 'acct 1042' cannot be an account id     | letters
            """)
    void mistake_isNamedWithItsLineAndAFix(String file, String text, String with, String message, String fix) {
        int line = folder.lineOf(file, text);

        assertThat(folder.replace(file, text, with).problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.message()).contains(message);
            assertThat(problem.fix()).contains(fix);
            assertThat(problem.column()).isPositive();
            if (!message.contains("there is no queue")) {
                assertThat(problem.line()).isEqualTo(line);
            }
        });
    }

    @Test
    void policyForMatches_isTheFilesAndThatOfTheAccountWhereItHasOne() {
        folder.replace(
                "directory/accounts.yaml",
                "- id: acct-1042",
                "- id: acct-1042\n    contact_match: known\n    trusted_lines: none");
        Directory shipped = folder.load().directory();

        assertThat(shipped.record("acct-1042").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(true, MatchPolicy.TrustedLines.NONE));
        assertThat(shipped.record("acct-1050").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(false, MatchPolicy.TrustedLines.ANY));

        folder.replace("directory/accounts.yaml", "contact_match: maybe", "contact_match: known")
                .replace("directory/accounts.yaml", "trusted_lines: any", "trusted_lines: attested");
        assertThat(folder.load().directory().record("acct-1050").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(true, MatchPolicy.TrustedLines.ATTESTED));
    }

    @Test
    void fileThatSaysNothingOfMatches_leavesSpokenContactsToAPersonAndTrustsLinesNobodyCallsFaked() {
        folder.replace("directory/accounts.yaml", "contact_match: maybe\n", "")
                .replace("directory/accounts.yaml", "trusted_lines: any\n", "");

        assertThat(folder.load().directory().record("acct-1042").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(false, MatchPolicy.TrustedLines.ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "contact_match: perhaps, contact_match, maybe",
        "trusted_lines: some, trusted_lines, attested",
    })
    void unknownWordInAnAccountsPolicy_isNamedWithItsLineAndTheWordsThereAre(String policy, String key, String word) {
        folder.replace("directory/accounts.yaml", "- id: acct-1042", "- id: acct-1042\n    " + policy);
        int line = folder.lineOf("directory/accounts.yaml", policy);

        assertThat(folder.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("directory/accounts.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message() + problem.fix()).contains(key).contains(word);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            queues.yaml             | owner: noor                | ownr: noor
            queues.yaml             | hold: 5m                   | hold: five minutes
            queues.yaml             | from: "08:00"              | from: "8 o'clock"
            queues.yaml             | destination: slack         | destination: teams
            directory/accounts.yaml | numbers: ["+1 555 010 0001"] | numbers: [+15550100001]
            directory/accounts.yaml | tier: enterprise           | tier: platinum
            directory/staff.yaml    | team: true                 | team: maybe
            directory/staff.yaml    | roles: [viewer]            | roles: [vewer]
            directory/accounts.yaml | contact_match: maybe       | contact_match: perhaps
            directory/accounts.yaml | trusted_lines: any         | trusted_lines: some
            directory/accounts.yaml | trusted_lines: any         | trusted_line: any
            directory/accounts.yaml | trusted_lines: any         | trusted_lines: false
            directory/products.yaml | areas: [dashboards, exports, reports] | areas: []
            """)
    void wrongShape_isNamedWithItsLine(String file, String text, String with) {
        int line = folder.lineOf(file, text);

        assertThat(folder.replace(file, text, with).problems())
                .anyMatch(problem -> problem.file().equals(file) && Math.abs(problem.line() - line) <= 2);
    }

    @Test
    void mistakesInSeveralFiles_areAllNamedAtOnce() {
        folder.replace("queues.yaml", "owner: noor", "owner: nor")
                .replace("directory/accounts.yaml", "owner: elena", "owner: helena")
                .replace("directory/products.yaml", "members: [hana]", "members: [hanna]");

        assertThat(folder.problems())
                .extracting(ConfigurationProblem::file)
                .containsExactlyInAnyOrder("queues.yaml", "directory/accounts.yaml", "directory/products.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"queues.yaml", "directory/staff.yaml", "directory/products.yaml", "directory/accounts.yaml"})
    void absentFile_isNamed(String file) {
        assertThat(folder.delete(file).problems())
                .singleElement()
                .extracting(ConfigurationProblem::file)
                .isEqualTo(file);
    }

    @Test
    void securityQueue_hasToBeRestricted() {
        folder.replace("queues.yaml", "    restricted: true\n", "");

        assertThat(folder.problems()).singleElement().satisfies(problem -> assertThat(problem.fix())
                .isEqualTo("add restricted: true"));
    }

    @Test
    void queueWithoutAnyPlan_isRefused_andItsOwnPlanGoesBeforeTheCommonOne() {
        String plan = "    plan: [{ destination: jira, operation: create_issue }]\n    owner: noor";
        assertThat(folder.replace("queues.yaml", "    owner: noor", plan)
                        .load()
                        .queues()
                        .plan("privacy", Matches.NONE, Reports.AT)
                        .steps())
                .hasSize(1);

        folder.write("queues.yaml", queuesWithoutPlan());
        assertThat(folder.problems()).hasSize(6).allMatch(problem -> problem.message()
                .contains("no plan"));
    }

    private static String queuesWithoutPlan() {
        StringBuilder queues = new StringBuilder("queues:\n");
        for (String name : List.of("security", "privacy", "identity", "billing", "commercial", "support", "review")) {
            queues.append("  - { name: ").append(name).append(", owner: noor, lead: support-lead, restricted: true");
            queues.append(name.equals("review") ? ", plan: [{ destination: jira, operation: create_issue }]" : "");
            queues.append(" }\n");
        }
        return queues.toString();
    }
}
