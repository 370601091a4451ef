package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.timing.TimeLimit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The long run itself, short, against a stand-in whose failings are known. */
class DurabilityTest {
    @AfterEach
    void hub() {
        System.clearProperty("patchbay.main");
    }

    @Test
    void aHubThatKeepsEventsThroughKills_butMakesNoCases_isBlamedForTheCasesAlone() throws Exception {
        List<Breach> breaches = against(StandInHub.class, 3);
        assertThat(breaches)
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(Breach::promise)
                .containsOnly(Promise.CALL_HAS_A_CASE);
    }

    @Test
    void aHubThatAcknowledgesWhatItDoesNotKeep_isFoundOut() throws Exception {
        assertThat(against(StandInHub.Forgetful.class, 0))
                .extracting(Breach::promise)
                .contains(Promise.ACCEPTED_IS_KEPT);
    }

    private static List<Breach> against(Class<?> standIn, int kills) throws Exception {
        System.setProperty("patchbay.main", standIn.getName());
        return Durability.run(
                "--kills=" + kills,
                "--calls=60",
                "--nodes=1",
                "--database=h2",
                "--rate=40",
                "--minutes=" + TimeLimit.ofMinutes(1).toMinutes(),
                "--settle=" + TimeLimit.ofMinutes(1).toMinutes(),
                "--every=0",
                "--phases=100",
                "--archive=no",
                "--soak=0");
    }

    @Test
    void anUnknownOption_namesThoseThatExist() {
        assertThatThrownBy(() -> Durability.run("--kill=3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kills");
    }
}
