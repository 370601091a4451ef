package io.patchbay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CaseBrief.Matter;
import io.patchbay.platform.Json;
import org.junit.jupiter.api.Test;

class CaseBriefTest {
    private static final Matter MATTER = new Matter(
            "acct-1042",
            "",
            "",
            "known",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            0,
            "",
            "",
            "",
            "",
            "",
            false,
            true,
            "line");

    @Test
    void matterStoredBeforeTrustWasKnown_isReadAsUntrusted() {
        ObjectNode stored = Json.mapper().valueToTree(MATTER);
        stored.remove("trusted");
        stored.remove("basis");

        Matter read = read(stored);

        assertThat(read.trusted()).isFalse();
        assertThat(read.basis()).isEqualTo("none");
        assertThat(read.accountId()).isEqualTo("acct-1042");
    }

    @Test
    void matter_isReadAsItWasStored() {
        assertThat(read(Json.mapper().valueToTree(MATTER))).isEqualTo(MATTER);
    }

    private static Matter read(ObjectNode stored) {
        return Json.read(Json.write(stored), Matter.class);
    }
}
