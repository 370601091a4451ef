package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void mistypedName_isToldTheNearestAndTheOthers() {
        assertThat(NearestName.fix("minute", List.of("seconds", "minutes")))
                .isEqualTo("did you mean 'minutes'? Valid are minutes, seconds");
    }

    @Test
    void letterCase_isNoDifference() {
        assertThat(NearestName.of("PHONE", List.of("text", "phone"))).isEqualTo("phone");
    }

    @Test
    void nothingValid_meansRemove() {
        assertThat(NearestName.fix("x", List.of())).isEqualTo("remove it");
    }
}
