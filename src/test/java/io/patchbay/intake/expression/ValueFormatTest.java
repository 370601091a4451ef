package io.patchbay.intake.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.configuration.ConfigurationSchema;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ValueFormatTest {
    @Test
    void formats_areThoseOfTheSchema() {
        assertThat(ConfigurationSchema.named("source").words("/$defs/format/enum"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ValueFormat.values())
                        .map(ValueFormat::wireName)
                        .toList());
    }
}
