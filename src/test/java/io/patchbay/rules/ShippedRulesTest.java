package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedRulesTest {

    @Test
    void shippedRules_decideTheirCases_andEveryRuleHasOne() {
        RuleTests.Report report = RuleTests.load(ShippedRules.FOLDER).run(ShippedRules.rules());
        assertThat(report.failures()).isEmpty();
        assertThat(report.untested()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.cases()).isGreaterThan(30);
    }

    @Test
    void shippedOverrides_neverTouchSecurityPrivacyAndIdentity() {
        assertThat(ShippedRules.rules().rules())
                .filteredOn(rule -> rule.is(Rule.Group.REVIEW))
                .hasSize(17)
                .allSatisfy(
                        rule -> assertThat(rule.rule().overrides()).doesNotContain("security", "privacy", "identity"));
    }
}
