package io.patchbay.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.History;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import io.patchbay.event.Signals;
import io.patchbay.platform.Ids;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Rules;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a start says about rules that it can use. */
@ExtendWith(OutputCaptureExtension.class)
class RuleConfigurationTest {
    private static final RuleSetLoader LOADER = new RuleSetLoader(
            Set.of("security", "privacy", "identity", "billing", "commercial", "support", "review"),
            Set.of(
                    "security-desk",
                    "noor",
                    "identity-desk",
                    "billing-desk",
                    "account-desk",
                    "support-tier-2",
                    "review-desk"));

    @TempDir
    private Path folder;

    @Test
    void ruleThatMayPageForUnverifiedCallers_isLoggedWithItsPlaceAndWhatToDo(CapturedOutput log) {
        new RuleConfiguration().rules(openConfiguration(), true, LOADER);

        assertThat(log.getOut())
                .containsPattern("WARN .*severity rule may page for unverified callers place=rules/severity.yaml:\\d+"
                        + " problem=\"the rule sev2-high-value-blocked .*\" fix=\"join it with ");
    }

    @Test
    void versionInForceThatIsNotTheFolders_isLoggedToo(CapturedOutput log) {
        RuleSetRepository versions = new RuleSetRepository(Database.H2.empty().client());
        RuleSet shipped = LOADER.load(Path.of("connectors-config"));
        RuleSet open = LOADER.load(openConfiguration());
        versions.publish(open, "hana", "", "tried out");
        start(versions, shipped).activate(open.hash(), "hana", "put in force by a person");
        assertThat(log.getOut()).doesNotContain("may page");

        start(versions, shipped);

        assertThat(log.getOut())
                .contains("severity rule may page for unverified callers rule=sev2-high-value-blocked rule_set="
                        + open.hash());
    }

    private static RuleSets start(RuleSetRepository versions, RuleSet folder) {
        return new RuleConfiguration().ruleSets(versions, LOADER, new Rules(folder), new Ids(Clock.systemUTC()));
    }

    private Path openConfiguration() {
        ConfigCopy config = new ConfigCopy(folder.resolve("config"))
                .replace(
                        "rules/severity.yaml",
                        "directory.account_verified && directory.high_value && verified.impact",
                        "directory.account_known && directory.high_value && verified.impact");
        return Path.of(config.path());
    }

    @Test
    void rulesWithoutMeaning_judgeNothing_andSaySo(CapturedOutput log) {
        Rules plain = new RuleConfiguration().rules(Path.of("connectors-config"), false, LOADER);
        Rules judging = new RuleConfiguration().rules(Path.of("connectors-config"), true, LOADER);
        CallReport call = new CallReport(
                "generic",
                "call-1",
                new TreeSet<>(Set.of(Phase.ANALYZED)),
                Map.of(
                        CallField.SUMMARY,
                        new FieldValue(
                                "Someone who is not me has been ordering things with my login since Friday.",
                                Origin.CALLER,
                                Confirmation.REPORTED,
                                Phase.ANALYZED,
                                Instant.EPOCH)));

        assertThat(queue(judging, call)).isEqualTo("security");
        assertThat(queue(plain, call)).isNotEqualTo("security");
        assertThat(plain.current().hash()).isEqualTo(judging.current().hash());
        assertThat(log.getOut()).containsOnlyOnce("setting=patchbay.meaning value=off");
    }

    private static String queue(Rules rules, CallReport call) {
        return rules.decide(call, AccountMatch.none("", false), Signals.NONE, History.NONE)
                .queue();
    }

    @Test
    void shippedRules_areLoadedWithoutAWarning(CapturedOutput log) {
        new RuleConfiguration().rules(Path.of("connectors-config"), true, LOADER);

        assertThat(log.getOut()).doesNotContain("may page");
    }
}
