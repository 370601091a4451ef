package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    @Test
    void shippedRules_load() {
        assertThat(ShippedRules.rules().hash()).hasSize(64);
    }
}
