package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.configuration.ConfigurationSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An editor offers the schemes and options that there are. */
class SignatureSchemaTest {
    private final ConfigurationSchema source = ConfigurationSchema.named("source");

    @Test
    void options_areThoseOfTheSchema() {
        List<String> known =
                new ArrayList<>(Arrays.stream(Option.values()).map(Option::key).toList());
        known.add("scheme");
        assertThat(source.keys("/properties/signature/properties")).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void schemes_areThoseOfTheSchema() {
        assertThat(source.words("/properties/signature/properties/scheme/anyOf/0/enum"))
                .containsExactlyInAnyOrderElementsOf(SchemeKind.names());
    }
}
