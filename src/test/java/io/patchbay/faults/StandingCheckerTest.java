package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.simulator.Effect;
import io.patchbay.simulator.Effects;
import io.patchbay.storage.Database;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandingCheckerTest {
    /** What breaks which promise: one statement each on a case with nothing wrong. */
    private static final List<Arguments> SABOTAGE = List.of(
            Arguments.of(Promise.ACCEPTED_IS_KEPT, "delete from event"),
            Arguments.of(Promise.EVENT_IS_DECIDED, "update event set state = 'received'"),
            Arguments.of(
                    Promise.NO_LEASE_OVERDUE,
                    "update event set state = 'claimed', token = 't', lease_until = timestamp '2020-01-01 00:00:00'"),
            Arguments.of(
                    Promise.NO_LEASE_OVERDUE,
                    "update dispatch set state = 'sending', token = 't', lease_until = timestamp '2020-01-01 00:00:00'"
                            + " where id = 'dsp_2'"),
            Arguments.of(Promise.CALL_HAS_A_CASE, "update call_record set case_ref = null"),
            Arguments.of(
                    Promise.CALL_HAS_A_CASE,
                    "insert into call_record (source, call_id, state, report, decide_at)"
                            + " values ('generic', 'call-9', 'gathering', '{}', timestamp '2020-01-01 00:00:00')"),
            Arguments.of(
                    Promise.CALL_HAS_ONE_CASE,
                    "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state,"
                            + " call_id, case_ref) select 'evt_2', source, 'msg_2', body_hash, content_type, query, headers,"
                            + " body, state, call_id, 'AAAA-AAAA' from event"),
            Arguments.of(Promise.CASE_IS_WHOLE, "delete from decision"),
            Arguments.of(Promise.DISPATCH_IS_SETTLED, "update dispatch set state = 'ready' where id = 'dsp_2'"),
            Arguments.of(
                    Promise.DISPATCH_IS_SETTLED,
                    "update dispatch set state = 'waiting', awaits = 'dsp_1' where id = 'dsp_2'"),
            Arguments.of(Promise.DISPATCH_IS_SETTLED, "update dispatch set state = 'unknown' where id = 'dsp_2'"),
            Arguments.of(Promise.TIMELINE_WITHOUT_GAP, "delete from timeline_entry where seq = 1"),
            Arguments.of(Promise.TIMELINE_WITHOUT_GAP, "delete from timeline_entry where seq = 2"),
            Arguments.of(Promise.TIMELINE_WITHOUT_GAP, "delete from timeline_entry where seq = 4"),
            Arguments.of(Promise.NO_ORPHAN, "update dispatch_attempt set dispatch_id = 'dsp_gone'"),
            Arguments.of(Promise.NO_ORPHAN, "update dispatch_attempt set number = 2"),
            Arguments.of(
                    Promise.NO_ORPHAN,
                    "insert into timeline_entry (case_ref, seq, kind, actor, detail) values ('GONE-GONE', 1, 'k', 'a', '')"),
            Arguments.of(
                    Promise.NO_UNCONFIRMED_PAGE, "update support_case set severity_level = 0, severity_pages = false"),
            Arguments.of(Promise.DONE_IS_DONE, "update dispatch set marker = 'm-other' where id = 'dsp_1'"));

    static Stream<Arguments> sabotage() {
        return Arrays.stream(Database.values()).flatMap(database -> SABOTAGE.stream()
                .map(breach -> Arguments.of(database, breach.get()[0], breach.get()[1])));
    }

    @AfterEach
    void empty() {
        Arrays.stream(Database.values()).forEach(Database::empty);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aCaseWithNothingWrong_breaksNothing(Database database) {
        assertThat(breaches(database, new PlantedCase(database.empty().template())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sabotage")
    void whatIsBrokenInTheTables_isNamed(Database database, Promise promise, String statement) {
        PlantedCase planted = new PlantedCase(database.empty().template());
        assertThat(database.template().update(statement)).isPositive();
        assertThat(breaches(database, planted)).extracting(Breach::promise).contains(promise);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aSecondEffectOfOneMarker_isNamed(Database database) {
        PlantedCase planted = new PlantedCase(database.empty().template());
        planted.effects.add(new Effect(Effect.Kind.ISSUE, "SUP-2", List.of("hub-m-1", PlantedCase.REF), 0));
        planted.effects.add(new Effect(Effect.Kind.MESSAGE, "1.000002", List.of("m-2", PlantedCase.REF), 0));
        planted.effects.add(new Effect(Effect.Kind.ALERT, "Q2", List.of("m-3", PlantedCase.REF), 0));
        assertThat(breaches(database, planted))
                .extracting(Breach::promise)
                .containsExactlyInAnyOrder(
                        Promise.ONE_EFFECT,
                        Promise.ONE_EFFECT,
                        Promise.ONE_EFFECT,
                        Promise.ONE_TICKET,
                        Promise.NOTHING_UNPLANNED,
                        Promise.NOTHING_UNPLANNED);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aSecondTicketUnderAnotherMarker_isNamed(Database database) {
        PlantedCase planted = new PlantedCase(database.empty().template());
        planted.effects.add(new Effect(Effect.Kind.ISSUE, "SUP-2", List.of("hub-m-9", PlantedCase.REF), 0));
        database.template()
                .update(PlantedCase.dispatch("dsp_9", "jira", "create_issue", "m-9")
                        .replace(" 1, 'm-9'", " 2, 'm-9'"));
        database.template().update(PlantedCase.entry(6, "dispatch.done", "dsp_9"));
        assertThat(breaches(database, planted))
                .extracting(Breach::promise)
                .containsExactly(Promise.ONE_TICKET, Promise.ONE_TICKET);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void oneDeliveryToldAsTwoEvents_isNamed(Database database) {
        PlantedCase planted = new PlantedCase(database.empty().template());
        planted.acknowledged.add(PlantedCase.acknowledged("msg_1", "call-1", "evt_2"));
        assertThat(breaches(database, planted))
                .extracting(Breach::promise)
                .containsExactlyInAnyOrder(Promise.ONE_DELIVERY_ONE_EVENT, Promise.ACCEPTED_IS_KEPT);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWaitsForAReason_breaksNothing(Database database) {
        PlantedCase planted = new PlantedCase(database.empty().template());
        database.template()
                .update(
                        "update dispatch set state = 'unknown', reason = 'read time-out; a person decides' where id = 'dsp_1'");
        database.template().update("update dispatch set state = 'waiting', awaits = 'dsp_1' where id = 'dsp_2'");
        database.template()
                .update(
                        "update dispatch set state = 'ready', due_at = timestamp '2099-01-01 00:00:00' where id = 'dsp_3'");
        assertThat(breaches(database, planted)).isEmpty();
    }

    private static List<Breach> breaches(Database database, PlantedCase planted) {
        return new StandingChecker(database.dataSource(), new Effects(planted.effects), planted.acknowledged)
                .breaches();
    }
}
