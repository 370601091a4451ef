package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.configuration.ConfigurationSchema;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An editor offers the kinds and modes of rules that there are. */
class RuleSchemaTest {
    private final ConfigurationSchema rules = ConfigurationSchema.named("rules");

    @Test
    void groups_areThoseOfTheSchema() {
        assertThat(rules.keys("/properties"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.Group.values()).map(Rule.Group::key).toList());
    }

    /** YAML reads the bare word {@code off} as false. */
    @ParameterizedTest
    @EnumSource
    void modes_areThoseOfTheSchema(Rule.Group group) {
        assertThat(rules.words("/$defs/" + group.key() + "/properties/mode/enum"))
                .filteredOn(mode -> !mode.equals("false"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.Mode.values()).map(Rule.Mode::key).toList());
    }
}
