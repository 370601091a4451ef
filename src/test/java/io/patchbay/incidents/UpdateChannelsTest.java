package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.platform.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateChannelsTest {

    @ParameterizedTest
    @CsvSource({
        "'ticket,source,email', '', true, '', ticket",
        "'ticket,source,email', gone, true, '', source",
        "'ticket,source,email', gone, false, '', email",
        "'email,ticket', '', true, '', email",
        "'email,ticket', '', true, no server, ticket"
    })
    void theFirstChannelThatReachesTheCase_tellsIt(
            String order, String ticket, boolean source, String email, String chosen) {
        UpdateChannel channel = new UpdateChannels(List.of(order.split(","))).choose(true, ticket, source, email);

        assertThat(channel).isEqualTo(new UpdateChannel(chosen, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'ticket,source,email', '', staff",
        "'source,ticket', '', staff",
        "'ticket,source,email', its ticket is deleted, ''",
        "'source,email', '', ''",
    })
    void aCaseWhoseCallerIsNotTrusted_isToldNothing_andStaffReadTheMessageOnItsTicket(
            String order, String ticket, String chosen) {
        UpdateChannel channel = new UpdateChannels(List.of(order.split(","))).choose(false, ticket, true, "");

        assertThat(channel.name()).isEqualTo(chosen);
        assertThat(channel.why()).startsWith("its caller is not proven to belong to an account");
    }

    @Test
    void theCommentForStaff_isNotPublic_andSaysThatTheCallerWasNotTold() {
        DueUpdate update = new DueUpdate("inc_1", 1, "C7K4-92MX", "We look into it.", "INC-7K2Q4", "investigating");

        assertThat(update.comment()).containsEntry("public", "true");
        assertThat(update.staffComment())
                .containsOnlyKeys("text")
                .containsEntry(
                        "text", "Not sent to the caller, who is not proven to belong to an account: We look into it.");
    }

    @Test
    void aCaseThatNoChannelReaches_isToldWhyForEach() {
        UpdateChannels channels = new UpdateChannels(List.of("ticket", "source", "email"));

        assertThat(channels.choose(true, "its ticket is deleted", false, "no mail server is configured"))
                .isEqualTo(new UpdateChannel(
                        "", "its ticket is deleted; its source has no write-back URL; no mail server is configured"));
        assertThat(new UpdateChannels(List.of()).choose(true, "", true, "").why())
                .isEqualTo("no channel is configured");
    }

    @Test
    void anotherWord_isRefusedAtStart() {
        assertThatThrownBy(() -> new UpdateChannels(List.of("ticket", "fax")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ticket, source, email");
        assertThatThrownBy(() -> new UpdateChannels(List.of("email", "email")))
                .isInstanceOf(ConfigurationException.class);
    }
}
