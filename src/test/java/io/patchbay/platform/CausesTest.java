package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final IOException inner = new IOException("inner");
    private final UncheckedIOException outer = new UncheckedIOException("outer", inner);

    @Test
    void whatAFailureComesFrom_isFoundFromTheOutsideIn() {
        assertThat(Causes.first(IOException.class, outer)).containsSame(inner);
        assertThat(Causes.first(Exception.class, outer)).containsSame(outer);
        assertThat(Causes.first(InterruptedException.class, outer)).isEmpty();
    }

    @Test
    void causesTiedIntoARing_comeToAnEnd() {
        IOException one = new IOException("one");
        one.initCause(new IOException("two", one));

        assertThat(Causes.first(InterruptedException.class, one)).isEmpty();
    }
}
