package io.patchbay.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operators are notified in one message for everything, once for each thing, whichever node does it. */
class AttentionNoticesTest {
    private static AttentionRig withADeadDispatchAndEvent(Database database) {
        AttentionRig rig = new AttentionRig(database.empty());
        rig.openCase("C-OK", "support", "support-tier-2", "owner of queue support");
        rig.dispatch("dsp_d", "C-OK", "dead");
        rig.event("evt_d", "dead");
        return rig;
    }

    @ParameterizedTest
    @EnumSource
    void whatHasWaitedTooLong_isToldOnceInOneMessage_byTheNodeWhoseTurnItIs(Database database) {
        AttentionRig one = withADeadDispatchAndEvent(database);
        AttentionRig two = new AttentionRig(database);
        one.event("evt_fresh", "quarantined");
        one.rows.update("update event set due_at = current_timestamp where id = 'evt_fresh'");

        AttentionNotice notice = one.notices.claim();
        assertThat(two.notices.claim().isDue()).as("not its turn").isFalse();
        one.nextTurn();
        assertThat(two.notices.claim().isDue()).as("on its way").isFalse();
        one.notices.told(notice);
        two.nextTurn();
        assertThat(two.notices.claim().isDue()).as("told").isFalse();

        assertThat(notice.messages())
                .containsExactly("2 things wait for a person, longer than 30 min:\n"
                        + "• <@U0ROSA00001> Rosa Lindqvist: 1 dispatch_dead, the oldest for 60 min; `GET /api/v1/attention?owner=support-lead`\n"
                        + "• Tomas Berg: 1 event_dead, the oldest for 60 min; `GET /api/v1/attention?owner=tomas`");
    }

    @ParameterizedTest
    @EnumSource
    void turn_isTakenByOneOfManyNodesAtOnce(Database database) {
        AttentionRig rig = withADeadDispatchAndEvent(database);
        rig.notices.told(rig.notices.claim());
        rig.dispatch("dsp_e", "C-NONE", "dead");
        rig.nextTurn();

        long told = IntStream.range(0, 8)
                .mapToObj(node -> CompletableFuture.supplyAsync(
                        () -> new AttentionRig(database).notices.claim().isDue()))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();

        assertThat(told).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void noticeThatWasNotSent_isToldByTheNextTurn_andOneOfADeadNodeAfterAWhile(Database database) {
        AttentionRig rig = withADeadDispatchAndEvent(database);
        rig.notices.release(rig.notices.claim(), new UnknownHostException("hooks.slack.com"));
        rig.nextTurn();
        AttentionNotice again = rig.notices.claim();
        assertThat(again.rows()).hasSize(2);

        rig.nextTurn();
        rig.rows.update("update attention_notice set claimed_at = claimed_at - interval '6' minute");
        assertThat(rig.notices.claim().rows()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHandledAndWaitsAgain_isToldAgain(Database database) {
        AttentionRig rig = withADeadDispatchAndEvent(database);
        rig.notices.told(rig.notices.claim());
        rig.rows.update("update dispatch set settled_at = current_timestamp - interval '40' minute");
        rig.nextTurn();

        assertThat(rig.notices.claim().rows()).extracting(AttentionRow::item).containsExactly("dsp_d");
    }
}
