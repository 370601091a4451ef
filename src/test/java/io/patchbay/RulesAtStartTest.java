package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.rules.RuleSetLoader;
import io.patchbay.sandbox.ConfigCopy;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a start says about rules that it can use. */
@ExtendWith(OutputCaptureExtension.class)
class RulesAtStartTest {
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
        ConfigCopy config = new ConfigCopy(folder.resolve("config"))
                .replace(
                        "rules/severity.yaml",
                        "directory.account_verified && directory.high_value && verified.impact",
                        "directory.account_known && directory.high_value && verified.impact");

        new RulesAtStart().rules(Path.of(config.path()), LOADER);

        assertThat(log.getOut())
                .containsPattern("WARN .*severity rule may page for unverified callers place=rules/severity.yaml:\\d+"
                        + " problem=\"the rule sev2-high-value-blocked .*\" fix=\"join it with ");
    }

    @Test
    void shippedRules_areLoadedWithoutAWarning(CapturedOutput log) {
        new RulesAtStart().rules(Path.of("connectors-config"), LOADER);

        assertThat(log.getOut()).doesNotContain("may page");
    }
}
