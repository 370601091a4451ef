package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which severity rules may page for a caller who is not verified. */
class UnverifiedCallersTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "directory.account_verified && verified.impact == 'blocked'",
                "verified.impact == 'blocked' && directory.account_verified",
                "directory.account_verified == true",
                "directory.account_verified != false",
                "!(!directory.account_verified || verified.data_loss)",
                "directory.match == 'verified'",
                "'verified' == directory.match && directory.high_value",
                "directory.match in ['verified']",
                "directory.match_basis == 'verification'",
                "signals.distinct_accounts >= 3",
                "3 <= signals.distinct_accounts",
                "signals.distinct_accounts > 1",
                "signals.open_incident && signals.distinct_accounts >= 2",
                "(directory.account_verified && verified.data_loss) || signals.distinct_accounts >= 10",
                "directory.account_verified ? verified.data_loss : false",
                "verified.data_loss ? directory.account_verified : signals.distinct_accounts > 5",
            })
    void rule_thatAsksForAVerifiedCallerOrSeveralAccounts_isNotMetByAnybodyElse(String when) {
        assertThat(neverMeet(when)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verified.impact == 'blocked'",
                "directory.account_known && directory.high_value && verified.impact == 'blocked'",
                "directory.match in ['known', 'verified']",
                "directory.match != 'none'",
                "directory.match_basis == 'line'",
                "directory.match_basis == 'staff'",
                "signals.monitoring_match && verified.impact == 'blocked'",
                "directory.account_trusted && verified.impact == 'blocked'",
                "signals.open_incident && verified.impact == 'blocked'",
                "history.recent_calls >= 2",
                "signals.distinct_accounts > 0",
                "signals.distinct_accounts >= 0",
                "signals.distinct_accounts < 3",
                "directory.account_verified || verified.data_loss",
                "!directory.account_trusted && verified.data_loss",
                "directory.account_verified == false",
                "verified.data_loss ? directory.high_value : directory.account_verified",
                "directory.products.exists(product, product == 'storefront')",
                "signals.distinct_accounts + 3 >= 3",
                "!(directory.account_verified && verified.data_loss)",
            })
    void rule_thatHasAWayWithoutVerification_isFound(String when) {
        assertThat(neverMeet(when)).isFalse();
    }

    @Property(tries = 2000)
    void rule_thatIsCalledSafe_neverHoldsForAnUnverifiedCaller(
            @ForAll("conditions") String when, @ForAll("unverified") Facts facts) throws Exception {
        Condition condition = Condition.compile(when, Vocabulary.of(Rule.Group.SEVERITY));

        if (UnverifiedCallers.neverMeet(condition.ast())) {
            assertThat(condition.holds(facts)).isFalse();
        }
    }

    @Provide
    Arbitrary<String> conditions() {
        return written().filter(condition -> condition.length() <= 1_500);
    }

    private Arbitrary<String> written() {
        return Arbitraries.lazyOf(
                this::atoms, this::atoms, this::atoms, () -> joined("&&"), () -> joined("||"), () -> conditions()
                        .map(inner -> "!(" + inner + ")"));
    }

    private Arbitrary<String> joined(String operator) {
        return Combinators.combine(written(), written())
                .as((left, right) -> "(" + left + " " + operator + " " + right + ")");
    }

    private Arbitrary<String> atoms() {
        return Arbitraries.of(
                "directory.account_verified",
                "directory.account_trusted",
                "directory.account_known",
                "directory.match == 'verified'",
                "directory.match in ['known', 'verified']",
                "directory.match_basis != 'line'",
                "signals.distinct_accounts >= 1",
                "signals.distinct_accounts == 0",
                "signals.open_incident",
                "history.open_cases > 1",
                "verified.impact == 'blocked'",
                "verified.data_loss");
    }

    @Provide
    Arbitrary<Facts> unverified() {
        return Combinators.combine(
                        Arbitraries.of("none", "maybe", "known"),
                        Arbitraries.of("none", "line", "registered_contact_spoken", "reference_only", "staff"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "degraded", "blocked"),
                        Arbitraries.of(0L, 1L))
                .as((match, basis, trusted, dataLoss, impact, accounts) -> Facts.stored(Map.of(
                        "directory.match", match,
                        "directory.match_basis", basis,
                        "directory.account_known", match.equals("known"),
                        "directory.account_trusted", trusted,
                        "signals.distinct_accounts", accounts,
                        "signals.open_incident", trusted,
                        "verified.data_loss", dataLoss,
                        "verified.impact", impact)));
    }

    private static boolean neverMeet(String when) {
        return UnverifiedCallers.neverMeet(
                Condition.compile(when, Vocabulary.of(Rule.Group.SEVERITY)).ast());
    }

    @Test
    void warning_namesTheRuleItsPlaceAndWhatToAsk() throws IOException {
        List<ConfigurationProblem> warnings = warnings("""
                severity:
                  - {id: open, description: d, owner: security-desk, level: 1, page: true, when: verified.data_loss}
                  - {id: tried-out, description: d, owner: security-desk, level: 2, page: true, mode: shadow, when: verified.medical_impact}
                  - {id: silent, description: d, owner: security-desk, level: 3, page: false, when: directory.high_value}
                  - {id: switched-off, description: d, owner: security-desk, level: 3, page: true, mode: off, when: directory.stale}
                  - {id: safe, description: d, owner: security-desk, level: 4, page: true, when: directory.account_verified}
                """);

        assertThat(warnings)
                .extracting(ConfigurationProblem::message)
                .containsExactly(
                        "the rule open may page for callers who are not verified",
                        "the rule tried-out may page for callers who are not verified");
        assertThat(warnings.get(0).file()).isEqualTo("rules/severity.yaml");
        assertThat(warnings.get(0).line()).isEqualTo(2);
        assertThat(warnings.get(0).fix()).contains("directory.account_verified");
    }

    @Test
    void shippedRules_pageForNobodyWhoIsNotVerifiedAndReportsAlone() {
        assertThat(ShippedRules.loader().load(Path.of("connectors-config")).pagingForUnverified())
                .isEmpty();
    }

    private List<ConfigurationProblem> warnings(String rules) throws IOException {
        Path file = Files.createDirectories(folder.resolve("rules")).resolve("severity.yaml");
        Files.writeString(file, rules);
        RuleSetLoader loader = ShippedRules.loader();
        return Stream.of(loader.load(folder))
                .flatMap(ruleSet -> loader.warnings(folder, ruleSet).stream())
                .toList();
    }
}
