package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class FailureNameTest {
    @Test
    void name_tellsTheExceptionsFromTheOutsideIn_andNothingOfTheirTexts() {
        Exception failure = new IllegalStateException("caller said so", new IllegalArgumentException("+15550100"));

        assertThat(FailureName.of(failure))
                .startsWith("IllegalStateException < IllegalArgumentException at FailureNameTest.")
                .doesNotContain("caller", "1555");
    }

    @Test
    void whatARoutePutsAroundAFailure_isLeftOut() {
        Exception failure = new IllegalStateException("no");

        assertThat(FailureName.of(new RuntimeCamelException(new CamelExecutionException("x", null, failure))))
                .isEqualTo(FailureName.of(failure));
        assertThat(FailureName.of(new RuntimeCamelException("alone"))).startsWith("RuntimeCamelException");
    }
}
