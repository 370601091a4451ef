package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.pagerduty.PagerDutySettings;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Relocation;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.platform.EnvironmentReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a case goes, and what a move means for its ticket and its message, by the shipped files and by changed ones. */
class CasePlacesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JIRA_BASE_URL", "https://example.atlassian.net/",
            "JIRA_EMAIL", "hub@example.com",
            "JIRA_API_TOKEN", "token",
            "SLACK_BOT_TOKEN", "token",
            "PAGERDUTY_ROUTING_KEY", "usual-key",
            "PAGERDUTY_ROUTING_KEY_SECURITY", "security-key");

    @TempDir
    private Path folder;

    private Destinations destinations(String file, String text, String with) throws IOException {
        Files.createDirectories(folder.resolve("destinations"));
        for (String name : new String[] {"jira", "slack", "pagerduty", "writeback", "email"}) {
            String shipped = Files.readString(Path.of("connectors-config/destinations/" + name + ".yaml"));
            String changed = name.equals(file) ? shipped.replace(text, with) : shipped;
            Files.writeString(folder.resolve("destinations/" + name + ".yaml"), changed);
        }
        return Destinations.read(folder, new EnvironmentReferences(ENVIRONMENT::get), Map::of);
    }

    private static CaseBrief in(String queue) {
        Deliveries deliveries = Deliveries.of("jira", Operation.CREATE_ISSUE).queue(queue);
        return queue.equals("security")
                ? deliveries.restricted().build().brief()
                : deliveries.build().brief();
    }

    private static CaseMove move(String from, String to, String account, boolean byStaff) {
        return new CaseMove(from, from.equals("security"), account, "SUP-1", false, byStaff, in(to));
    }

    /** The account of {@link Deliveries#MATTER}. */
    private static final String SAME = "acct-1042";

    @ParameterizedTest
    @CsvSource({
        "support,  security, acct-1042, true,  true,  true,  RESTRICTED",
        "security, support,  acct-1042, true,  true,  true,  LEFT_RESTRICTED",
        "support,  support,  acct-1050, true,  true,  true,  TENANT",
        "security, support,  acct-1050, false, true,  true,  TENANT",
        "support,  support,  '',        true,  false, false, MOVED",
        "support,  support,  acct-1042, true,  false, false, MOVED",
        "support,  billing,  acct-1042, false, true,  true,  MOVED",
        "review,   billing,  acct-1042, true,  true,  true,  MOVED",
        "review,   billing,  acct-1042, false, false, false, MOVED",
        "review,   security, acct-1042, false, true,  true,  RESTRICTED"
    })
    void move_getsNewPlacesAsShipped(
            String from, String to, String account, boolean byStaff, boolean ticket, boolean message, String why)
            throws IOException {
        Relocation relocation = new CasePlaces(destinations("", "", "")).relocation(move(from, to, account, byStaff));

        assertThat(relocation).isEqualTo(new Relocation(ticket, message, WithdrawalReason.valueOf(why)));
    }

    @Test
    void companyMayKeepTicketsAndMessages_butNotAcrossTheWall() throws IOException {
        CasePlaces places =
                new CasePlaces(destinations("jira", "between_queues: new_ticket", "between_queues: keep_ticket"));

        assertThat(places.relocation(move("support", "billing", SAME, true)).ticket())
                .isFalse();
        assertThat(places.relocation(move("support", "security", SAME, true)).ticket())
                .isTrue();
    }

    @Test
    void queuesOfOneProject_keepTheTicket() throws IOException {
        CasePlaces places = new CasePlaces(destinations("jira", "billing: {project: BILL", "billing: {project: SUP"));

        assertThat(places.relocation(move("support", "billing", SAME, true)))
                .isEqualTo(new Relocation(false, true, WithdrawalReason.MOVED));
    }

    @Test
    void caseThatStays_isRelocatedNowhere() throws IOException {
        assertThat(new CasePlaces(destinations("", "", "")).relocation(null).isNone())
                .isTrue();
    }

    @Test
    void place_isProjectAndChannelAndNeverARoutingKey() throws IOException {
        CasePlaces places = new CasePlaces(destinations("", "", ""));

        assertThat(places.of("jira", Operation.CREATE_ISSUE, in("billing"))).isEqualTo("BILL");
        assertThat(places.of("slack", Operation.POST_MESSAGE, in("billing"))).isEqualTo("C0BILLING");
        assertThat(places.of("pagerduty", Operation.TRIGGER, in("billing")))
                .hasSize(16)
                .doesNotContain("usual");
    }

    @Test
    void routingKeyOfAPage_isFoundByItsFingerprint_orThePageIsForAPerson() throws IOException {
        Destinations destinations = destinations(
                "pagerduty",
                "# routing_keys:\n#   security: \"${PAGERDUTY_ROUTING_KEY_SECURITY}\"",
                "routing_keys:\n  security: \"${PAGERDUTY_ROUTING_KEY_SECURITY}\"");
        PagerDutySettings settings = destinations.pagerDuty().orElseThrow();

        assertThat(settings.routingKey("security")).isEqualTo("security-key");
        assertThat(settings.routingKey("security", settings.place("support"))).isEqualTo("usual-key");
        assertThat(settings.routingKey("support", settings.place("security"))).isEqualTo("security-key");
        assertThatThrownBy(() -> settings.routingKey("support", "0123456789abcdef"))
                .isInstanceOf(NotDeliverableException.class)
                .hasMessageNotContaining("usual-key");
    }
}
