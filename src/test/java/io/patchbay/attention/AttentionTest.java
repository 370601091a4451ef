package io.patchbay.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a person has an owner, a reason, an age and an end; whoever may not see its queue does not learn of it. */
class AttentionTest {
    private static final VisibleQueues NO_SECURITY =
            VisibleQueues.of(Set.of("privacy", "identity", "billing", "commercial", "support", "review"));

    private static AttentionRig withOneOfEachKind(Database database) {
        AttentionRig rig = new AttentionRig(database.empty());
        rig.openCase("C-OK", "support", "support-tier-2", "owner of queue support");
        rig.openCase("C-AWAY", "privacy", "noor", "owner of queue privacy");
        rig.openCase("C-LEAD", "billing", "billing-lead", "lead of queue billing, as no stand-in is there for noor");
        rig.openCase("C-GONE", "support", "left-long-ago", "owner of queue support");
        rig.openCase("C-SEC", "security", "security-desk", "owner of queue security");
        rig.dispatch("dsp_u", "C-OK", "unknown");
        rig.dispatch("dsp_d", "C-SEC", "dead");
        rig.dispatch("dsp_x", "C-OK", "done");
        rig.event("evt_q", "quarantined");
        rig.event("evt_d", "dead");
        rig.event("evt_x", "ignored");
        rig.incident("inc_p", "proposed");
        rig.incident("inc_o", "open");
        rig.update("inc_o", "C-OK", "skipped");
        rig.update("inc_o", "C-AWAY", "sent");
        rig.rows.update(
                "insert into drift (id, case_ref, tool, state, facts) values ('drf_1', 'C-OK', 'jira', 'open', '[]')");
        rig.watch.look();
        return rig;
    }

    private static List<AttentionItem> items(AttentionRig rig, String owner, VisibleQueues visible) {
        return rig.attention.list(owner, Optional.empty(), 100, visible).items();
    }

    @ParameterizedTest
    @EnumSource
    void everyKind_isListedByOwnerAndAge_withReasonAndAction(Database database) {
        AttentionRig rig = withOneOfEachKind(database);

        assertThat(items(rig, "", VisibleQueues.ALL))
                .extracting(item -> String.join(" | ", item.owner().id(), item.kind(), item.reason(), item.action()))
                .containsExactly(
                        "billing-lead | case_without_owner | nobody was there to own it but the lead billing-lead | POST /api/v1/cases/C-LEAD/owner",
                        "privacy-lead | case_without_owner | its owner noor is away until 2027-01-03 | POST /api/v1/cases/C-AWAY/owner",
                        "sec-lead | dispatch_dead | jira create_issue: HTTP 400 | POST /api/v1/dispatches/dsp_d/verdict",
                        "support-lead | case_without_owner | its owner left-long-ago is not in the staff directory | POST /api/v1/cases/C-GONE/owner",
                        "support-lead | dispatch_unknown | jira create_issue: HTTP 400 | POST /api/v1/dispatches/dsp_u/verdict",
                        "support-lead | update_not_delivered | skipped: no channel | POST /api/v1/incidents/inc_o/updates/C-OK/acknowledgement",
                        "support-lead | drift_open | jira holds what no webhook told | POST /api/v1/drifts/drf_1/mend",
                        "tomas | event_quarantined | vapi: no call id | POST /api/v1/events/evt_q/readmit",
                        "tomas | event_dead | vapi: no call id | POST /api/v1/events/evt_d/readmit",
                        "tomas | incident_proposed | proposed by signal:accounts, neither declared nor dismissed | POST /api/v1/incidents/inc_p/declare");
        assertThat(items(rig, "sec-lead", VisibleQueues.ALL)).singleElement().satisfies(item -> {
            assertThat(item.ageSeconds()).isBetween(3_600L, 3_900L);
            assertThat(item.caseRef()).isEqualTo("C-SEC");
            assertThat(item.queue()).isEqualTo("security");
        });
    }

    @ParameterizedTest
    @EnumSource
    void ownerKindAndSize_narrowTheList(Database database) {
        AttentionRig rig = withOneOfEachKind(database);

        assertThat(items(rig, "tomas", VisibleQueues.ALL))
                .extracting(AttentionItem::id)
                .containsExactly("evt_q", "evt_d", "inc_p");
        assertThat(items(rig, "support-lead", VisibleQueues.ALL))
                .extracting(AttentionItem::id)
                .containsExactly("C-GONE", "dsp_u", "inc_o 1 C-OK", "drf_1");
        assertThat(items(rig, "hana", VisibleQueues.ALL)).isEmpty();
        Attention.Listing listing =
                rig.attention.list("", Optional.of(AttentionKind.CASE_WITHOUT_OWNER), 2, VisibleQueues.ALL);
        assertThat(listing.items()).hasSize(2);
        assertThat(listing.more()).containsExactly("case_without_owner");
    }

    @ParameterizedTest
    @EnumSource
    void whatBelongsToAQueueThatIsNotVisible_isNotListed(Database database) {
        AttentionRig rig = withOneOfEachKind(database);
        rig.incident("inc_s", "proposed");
        rig.update("inc_s", "C-SEC", "sent");
        rig.rows.update("update event set case_ref = 'C-SEC' where id = 'evt_d'");
        rig.event("evt_call", "quarantined");
        rig.rows.update("update event set call_id = 'call-sec' where id = 'evt_call'");
        rig.rows.update("insert into call_record (source, call_id, state, report, case_ref)"
                + " values ('vapi', 'call-sec', 'decided', '{}', 'C-SEC')");

        assertThat(items(rig, "", NO_SECURITY))
                .extracting(AttentionItem::id)
                .containsExactlyInAnyOrder(
                        "C-LEAD", "C-AWAY", "C-GONE", "dsp_u", "inc_o 1 C-OK", "drf_1", "evt_q", "inc_p");
        assertThat(items(rig, "sec-lead", NO_SECURITY)).isEmpty();
        assertThat(items(rig, "tomas", NO_SECURITY))
                .extracting(AttentionItem::id)
                .containsExactly("evt_q", "inc_p");
        assertThat(items(rig, "", VisibleQueues.of(Set.of()))).isEmpty();
        assertThat(items(rig, "tomas", VisibleQueues.of(Set.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHandled_isGone_fromTheListAndTheCount(Database database) {
        AttentionRig rig = withOneOfEachKind(database);
        assertThat(count(rig, AttentionKind.CASE_WITHOUT_OWNER)).isEqualTo(3);
        assertThat(count(rig, AttentionKind.DISPATCH_DEAD)).isEqualTo(1);
        assertThat(count(rig, AttentionKind.UPDATE_NOT_DELIVERED)).isEqualTo(1);

        rig.rows.update("update support_case set owner_id = 'hana' where ref in ('C-AWAY', 'C-GONE')");
        rig.rows.update("update support_case set owner_assigned_at = current_timestamp where ref = 'C-LEAD'");
        rig.rows.update("update dispatch set state = 'cancelled'");
        rig.rows.update("update event set state = 'received'");
        rig.rows.update("update incident set state = 'dismissed' where id = 'inc_p'");
        rig.rows.update("update incident_update set state = 'acknowledged'");
        rig.rows.update("update drift set state = 'mended'");
        rig.watch.look();

        assertThat(items(rig, "", VisibleQueues.ALL)).isEmpty();
        for (AttentionKind kind : AttentionKind.values()) {
            assertThat(count(rig, kind)).as(kind.text()).isZero();
        }
    }

    private static double count(AttentionRig rig, AttentionKind kind) {
        return rig.meters
                .get("patchbay.attention")
                .tag("kind", kind.text())
                .gauge()
                .value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://slack.example.com/x", "slack.example.com", "https://a b", "https://u:p@slack.com/x"})
    void webhookThatIsNoHttpsAddress_refusesTheStart_withoutRepeatingIt(String url) {
        assertThatThrownBy(() -> new AttentionWebhook(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PATCHBAY_ATTENTION_WEBHOOK_URL")
                .hasMessageNotContaining(url);
    }
}
