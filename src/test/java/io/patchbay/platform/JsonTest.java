package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What somebody else wrote is read within bounds, whichever way it comes in. */
class JsonTest {
    private static final int ALLOWED = 5_000;

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void fiveThousandNames_areRead_andOneMoreIsNot() throws IOException {
        assertThat(Json.read(names(ALLOWED).getBytes(StandardCharsets.UTF_8))).hasSize(ALLOWED);

        String more = names(ALLOWED + 1);
        assertThatExceptionOfType(TooManyNamesException.class)
                .isThrownBy(() -> Json.read(more.getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(TooManyNamesException.class)
                .isThrownBy(() -> Json.mapper().readTree(new StringReader(more)));
        assertThatExceptionOfType(TooManyNamesException.class)
                .isThrownBy(() -> Json.mapper().readTree(more));
    }

    @Test
    void namesOfManyLevelsAndOfSkippedParts_areCountedTogether() {
        String nested = "{\"a\":" + names(3_000) + ",\"b\":[" + names(4_000).replace("\"n", "\"m") + "]}";

        assertThatExceptionOfType(TooManyNamesException.class)
                .isThrownBy(() -> Json.read(nested.getBytes(StandardCharsets.UTF_8)));
        assertThatIOException().isThrownBy(() -> Json.mapper().readValue(nested, Known.class));
    }

    private record Known(int known) {}

    @Test
    void oneNameManyTimes_isOneName() throws IOException {
        String words =
                IntStream.range(0, 30_000).mapToObj(i -> "{\"word\":1}").collect(Collectors.joining(",", "[", "]"));

        assertThat(Json.read(words.getBytes(StandardCharsets.UTF_8))).hasSize(30_000);
    }

    @Test
    void documentOfSixtyThousandNames_isNotReadToItsEnd() {
        InputStream stream = new ByteArrayInputStream(names(60_000).getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(TooManyNamesException.class)
                .isThrownBy(() -> Json.mapper().readTree(stream));
        assertThat(left(stream)).isGreaterThan(500_000);
    }

    private static int left(InputStream stream) {
        try {
            return stream.available();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
