package io.patchbay.cases.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cases.sync.CaseWalk.Place;
import io.patchbay.cases.sync.CaseWalk.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaseWalkTest {
    private final CaseWalk walk = new CaseWalk();
    private final TreeSet<String> cases = new TreeSet<>();
    private final Set<String> due = new HashSet<>();
    private int windows;

    private void open(int from, int to, boolean isDue) {
        Set<String> opened =
                IntStream.range(from, to).mapToObj("C%07d"::formatted).collect(Collectors.toSet());
        cases.addAll(opened);
        if (isDue) {
            due.addAll(opened);
        }
    }

    private List<String> next(int most) {
        List<String> taken = walk.next(most, this::window);
        due.removeAll(taken);
        return taken;
    }

    private List<Step> window(Place place) {
        windows++;
        return cases.tailSet(place.ref(), false).stream()
                .limit(CaseWalk.WINDOW)
                .map(ref -> new Step(ref, null, due.contains(ref)))
                .toList();
    }

    @Test
    void walk_ofManyCases_comesToEachOfThem_andThenStartsAgain() {
        open(0, 120, true);

        assertThat(next(50)).startsWith("C0000000").hasSize(50);
        assertThat(next(50)).startsWith("C0000050").hasSize(50);
        assertThat(next(50)).startsWith("C0000100").hasSize(20);

        due.add("C0000003");
        assertThat(next(50)).containsExactly("C0000003");
    }

    @Test
    void walk_pastCasesThatAreNotDue_endsSoon_andGoesOnFromThere() {
        open(0, 20_000, false);
        open(20_000, 20_010, true);

        int looks = 0;
        while (next(50).isEmpty()) {
            looks++;
        }

        assertThat(looks).isEqualTo(4);
        assertThat(windows).isLessThanOrEqualTo(5 * (looks + 1));
    }
}
