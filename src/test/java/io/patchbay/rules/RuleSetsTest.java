package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.Decision;
import io.patchbay.event.Severity;
import io.patchbay.platform.Ids;
import io.patchbay.platform.Json;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which version is in force, and past decisions made again, on both databases. */
class RuleSetsTest {
    private static final RuleSet FOLDER = DecidingTest.rules(DecidingTest.routing("a", "support", "true"));
    private static final RuleSet NEXT = DecidingTest.rules(DecidingTest.routing("b", "support", "true"));
    private static final RuleSet OWN = DecidingTest.rules(DecidingTest.routing("c", "billing", "true"));

    private Rules rules;

    private RuleSets node(Database database, RuleSet folder) {
        rules = new Rules(folder);
        return new RuleSets(
                new RuleSetRepository(database.client()), ShippedRules.loader(), rules, new Ids(Clock.systemUTC()));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aStart_putsTheFoldersVersionInForce_unlessAPersonChoseAnotherSince(Database database) {
        RuleSets first = node(database.empty(), FOLDER);
        first.start(FOLDER);
        assertThat(first.activations(9)).singleElement().satisfies(one -> assertThat(one.by())
                .isEqualTo("hub"));
        first.start(FOLDER);
        assertThat(first.activations(9)).as("a second start changes nothing").hasSize(1);

        new RuleSetRepository(database.client()).publish(OWN, "hana", "jonas", "a try");
        assertThat(first.activate(OWN.hash(), "hana", "as agreed")).isTrue();
        assertThat(rules.current().hash()).isEqualTo(OWN.hash());

        RuleSets restarted = node(database, FOLDER);
        restarted.start(FOLDER);
        assertThat(rules.current().hash()).as("the person's choice stays").isEqualTo(OWN.hash());

        RuleSets deployed = node(database, NEXT);
        deployed.start(NEXT);
        assertThat(rules.current().hash()).as("a new folder is newer").isEqualTo(NEXT.hash());
        assertThat(deployed.activate("nothing", "hana", "x")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aNodeThatLooks_usesWhatAnotherPutInForce(Database database) {
        RuleSets one = node(database.empty(), FOLDER);
        one.start(FOLDER);
        Rules ofOne = rules;
        RuleSets two = node(database, FOLDER);
        two.start(FOLDER);
        new RuleSetRepository(database.client()).publish(OWN, "hana", "", "a try");
        one.activate(OWN.hash(), "hana", "as agreed");
        assertThat(ofOne.current().hash()).isEqualTo(OWN.hash());
        assertThat(rules.current().hash()).isEqualTo(FOLDER.hash());
        two.follow();
        assertThat(rules.current().hash()).isEqualTo(OWN.hash());
        one.activate(FOLDER.hash(), "hana", "rolled back");
        two.follow();
        assertThat(rules.current().hash()).isEqualTo(FOLDER.hash());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aSimulation_readsEveryDecisionOnce_andCountsWhatTheDraftChanges(Database database) {
        StoredDecisions.insert(database.empty().template(), 1_201);
        Simulation simulation =
                new Simulation(new DecisionStore(database.client()), hash -> Optional.of(ShippedRules.rules()));
        assertThat(simulation.last(ShippedRules.rules(), 200_000)).satisfies(report -> {
            assertThat(report.decisions()).isEqualTo(1_201);
            assertThat(report.changed()).isZero();
        });
        Simulation.Report report = simulation.last(OWN, 200_000);
        assertThat(report.byPart().get("rule")).isEqualTo(1_201);
        assertThat(report.byPart().get("pages_more")).isZero();
        assertThat(report.byPart().get("pages_fewer")).isPositive();
        assertThat(report.moves()).containsKey("support -> billing");
        assertThat(report.examples().get("queue")).hasSize(5);
        assertThat(simulation.last(OWN, 700).decisions()).isBetween(700L, 702L);
    }

    /** The shipped rules with one more phrase for security, over one stored call that says it and one that does not. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void aSimulation_listensForTheDraftsPhrasesInWhatWasSaid(Database database) {
        StoredDecisions.insert(database.empty().template(), 10);
        StoredDecisions.said(database.template(), "call-0", "Somebody has glimmered our account");
        StoredDecisions.said(database.template(), "call-2", "Checkout returns errors since this morning");
        Simulation simulation =
                new Simulation(new DecisionStore(database.client()), hash -> Optional.of(ShippedRules.rules()));

        Simulation.Report report = simulation.last(ShippedRules.withPhrase("security", "has glimmered"), 100);

        assertThat(report.heardAgain()).isEqualTo(2);
        assertThat(report.examples().get("queue")).singleElement().satisfies(example -> {
            assertThat(example.decision()).isEqualTo("dec_00000000");
            assertThat(example.after().queue()).isEqualTo("security");
        });
        assertThat(simulation.last(ShippedRules.rules(), 100).heardAgain())
                .as("the same lexicon listens to nothing")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void drift_isADecisionThatDoesNotComeOutAsItWasStored(Database database) {
        database.empty();
        RuleSets ruleSets = node(database, ShippedRules.rules());
        ruleSets.start(ShippedRules.rules());
        StoredDecisions.insert(database.template(), 210);
        Drift drift = new Drift(new DecisionStore(database.client()), ruleSets);
        assertThat(drift.check(Duration.ofDays(100_000), 1_000))
                .isEqualTo(new Drift.Report(210, 0, java.util.List.of()));

        Decision one = StoredDecisions.decision(1);
        Decision altered = new Decision(
                one.queue(),
                one.rule(),
                one.ruleSet(),
                new Severity(1, "rule:altered", true),
                one.reviewReasons(),
                one.escalationTopics(),
                one.callbackTopics(),
                one.unsupportedClaims(),
                one.trail(),
                one.facts());
        database.template().update("update decision set content = ? where id = 'dec_00000001'", Json.write(altered));
        assertThat(drift.check(Duration.ofDays(100_000), 1_000).examples()).containsExactly("dec_00000001");
        assertThat(new DecisionStore(database.client())
                        .find("dec_00000001")
                        .flatMap(drift::replay)
                        .orElseThrow()
                        .differences())
                .containsExactly("severity");
    }
}
