package io.patchbay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InListTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "200, 256"})
    void itsSizeIsAPowerOfTwo_andItHoldsNothingElse(int given, int marks) {
        List<String> values =
                IntStream.range(0, given).mapToObj(Integer::toString).toList();

        InList list = InList.of(values);

        assertThat(list.parameters()).hasSize(marks);
        assertThat(list.values().subList(0, given)).isEqualTo(values);
        assertThat(Set.copyOf(list.values())).isEqualTo(Set.copyOf(values));
        assertThat(list.marks().chars().filter(mark -> mark == '?')).hasSize(marks);
    }

    @Test
    void anEmptyOne_isRefused() {
        assertThatThrownBy(() -> InList.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
