package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.platform.Ids;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.WorkSignal;
import io.patchbay.storage.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.util.unit.DataSize;

class InboxTest {
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private final Ids ids = new Ids(Clock.systemUTC());
    private final String node = ids.next("node");
    private final WorkSignal workSignal = new WorkSignal();
    private final DoorTraffic door = new DoorTraffic(workSignal);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ParsedEvents parsedEvents = new ParsedEvents();

    private Inbox inbox(Database database) {
        return inbox(database.empty(), node);
    }

    private Inbox inbox(Database database, String node) {
        return new Inbox(
                new EventRepository(database.template()),
                new ArrivalStore(database.template(), "", DataSize.ofBytes(0)),
                parsedEvents,
                NodeIdentity.of(node),
                workSignal,
                door,
                meters,
                Duration.ofSeconds(60));
    }

    private Arrival arrival(String key, String body, boolean otherBodyIsDuplicate) {
        return arrival(key, body, otherBodyIsDuplicate, null);
    }

    private Arrival arrival(String key, String body, boolean otherBodyIsDuplicate, Message parsed) {
        return new Arrival(
                ids.next("evt"),
                "generic",
                key,
                Integer.toHexString(body.hashCode()),
                otherBodyIsDuplicate,
                "application/json",
                "",
                "{}",
                body.getBytes(StandardCharsets.UTF_8),
                "call-1",
                "call.ended",
                false,
                null,
                false,
                null,
                parsed);
    }

    private static Message message(String body) {
        return Message.of(
                new RawEvent("generic", "application/json", "", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean add(Inbox inbox, Arrival arrival) {
        return add(inbox, WebhookDelivery.fetched(arrival));
    }

    private static boolean add(Inbox inbox, WebhookDelivery delivery) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(delivery);
        return inbox.add(exchange, delivery.deliveryKey());
    }

    private static Kept keep(Inbox inbox, Arrival arrival) {
        WebhookDelivery delivery = WebhookDelivery.fetched(arrival);
        add(inbox, delivery);
        return inbox.identify(delivery).kept();
    }

    @ParameterizedTest
    @EnumSource
    void add_keepsTheExactBytesUnderTheKey(Database database) {
        Inbox inbox = inbox(database);
        Arrival arrival = arrival("msg-1", "{\"name\":\"\u0000 \uD83D\uDE00\"}", false);

        assertThat(add(inbox, arrival)).isTrue();

        KeptEvent kept = inbox.claim().get(0);
        assertThat(kept.id()).isEqualTo(arrival.id());
        assertThat(kept.body()).isEqualTo(arrival.body());
    }

    @ParameterizedTest
    @EnumSource
    void whileManySendersWait_triageTakesSmallSteps(Database database) {
        Inbox inbox = inbox(database);
        for (int i = 0; i < 60; i++) {
            add(inbox, arrival("msg-" + i, "body", false));
        }
        for (int i = 0; i < 5 * DoorTraffic.MANY; i++) {
            door.enter();
        }

        assertThat(inbox.claim()).hasSize(DoorTraffic.SMALL_STEP);

        for (int i = 0; i < 5 * DoorTraffic.MANY; i++) {
            door.leave();
        }
        assertThat(inbox.claim()).hasSize(60 - DoorTraffic.SMALL_STEP);
    }

    @ParameterizedTest
    @EnumSource
    void fiftyCopiesAtOnce_areOneEvent(Database database) throws Exception {
        Inbox inbox = inbox(database);
        List<Callable<String>> senders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Arrival copy = arrival("msg-1", "same", false);
            senders.add(() -> keep(inbox, copy).eventId());
        }
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<String> events = new ArrayList<>();
            for (Future<String> event : pool.invokeAll(senders)) {
                events.add(event.get());
            }
            assertThat(events).hasSize(50).containsOnly(events.get(0));
        } finally {
            pool.shutdownNow();
        }
        assertThat(inbox.claim()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void deliveriesAtOnce_areEachKeptOnceAlsoWhereOneIsRefused(Database database) throws Exception {
        Inbox inbox = inbox(database);
        List<Callable<Boolean>> senders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Arrival arrival = arrival("msg-" + i % 40, "same", false);
            senders.add(() -> add(inbox, arrival));
        }
        senders.add(30, () -> add(inbox, arrival("key".repeat(100), "too long a key", false)));
        ExecutorService pool = Executors.newFixedThreadPool(16);
        int kept = 0;
        int refused = 0;
        try {
            for (Future<Boolean> each : pool.invokeAll(senders)) {
                try {
                    kept += each.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(DataIntegrityViolationException.class);
                    refused++;
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(kept).isEqualTo(40);
        assertThat(refused).isEqualTo(1);
        assertThat(inbox.claim()).hasSize(40);
    }

    @ParameterizedTest
    @EnumSource
    void arrivalsOfOneCommit_areKeptTogetherOrNotAtAll(Database database) {
        ArrivalStore store = new ArrivalStore(database.empty().template(), "", DataSize.ofBytes(0));
        List<Arrival> arrivals =
                List.of(arrival("msg-1", "a", false), arrival("key".repeat(100), "too long a key", false));

        assertThatThrownBy(() -> store.insert(arrivals)).isInstanceOf(DataIntegrityViolationException.class);

        assertThat(database.template().queryForObject("select count(*) from event", Integer.class))
                .isZero();
        assertThat(store.insert(List.of(arrivals.get(0), arrival("msg-2", "b", false))))
                .containsExactly(true, true);
    }

    @ParameterizedTest
    @EnumSource
    void eventThatThisNodeReceived_isNotReadAgain_andOtherNodesReadIt(Database database) {
        Inbox inbox = inbox(database);
        Arrival here = arrival("msg-1", "{\"here\":1}", false, message("{\"here\":1}"));
        Arrival there = arrival("msg-2", "{\"there\":1}", false);
        add(inbox, here);
        add(inbox, there);
        database.template().update("update event set body = ?", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(inbox.claim())
                .extracting(event -> event.content().message().json().toString())
                .containsExactly("{\"here\":1}", "{}");
    }

    @ParameterizedTest
    @EnumSource
    void anotherBodyUnderTheKey_isAConflictAndTheFirstIsKept(Database database) {
        Inbox inbox = inbox(database);
        Arrival first = arrival("msg-1", "first", false);
        Arrival second = arrival("msg-1", "second", false);
        add(inbox, first);

        assertThatThrownBy(() -> keep(inbox, second)).isInstanceOf(DeliveryConflict.class);
        assertThat(meters.counter("patchbay.intake.refused", "source", "generic", "reason", "conflict")
                        .count())
                .isEqualTo(1);
        assertThat(inbox.claim()).singleElement().extracting(KeptEvent::body).isEqualTo(first.body());
    }

    @ParameterizedTest
    @EnumSource
    void anotherBodyUnderABusinessKey_isTheSameDelivery(Database database) {
        Inbox inbox = inbox(database);
        Arrival first = arrival("msg-1", "first", true);
        add(inbox, first);
        Arrival retold = arrival("msg-1", "second", true);

        assertThat(keep(inbox, retold)).isEqualTo(new Kept(first.id(), true));
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsClaimedOnceByEightWorkers(Database database) throws Exception {
        Inbox inbox = inbox(database);
        for (int i = 0; i < 300; i++) {
            add(inbox, arrival("msg-" + i, "body", false));
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<String> claimed = new ArrayList<>();
        try {
            List<Callable<List<KeptEvent>>> workers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                workers.add(inbox::claim);
            }
            for (Future<List<KeptEvent>> batch : pool.invokeAll(workers)) {
                batch.get().forEach(event -> claimed.add(event.id()));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(claimed).doesNotHaveDuplicates().hasSize(300);
    }

    @ParameterizedTest
    @EnumSource
    void done_isRefusedToAWorkerThatLostItsClaim(Database database) {
        Inbox inbox = inbox(database);
        add(inbox, arrival("msg-1", "body", false));
        KeptEvent claimed = inbox.claim().get(0);
        database.template().update("update event set token = 'tok_other'");

        assertThatThrownBy(() -> inbox.done(claimed, "")).isInstanceOf(StaleClaim.class);
    }

    @ParameterizedTest
    @EnumSource
    void anEventWhoseWorkerDied_isClaimedAgainAfterItsLease(Database database) {
        Inbox inbox = inbox(database);
        add(inbox, arrival("msg-1", "body", false));
        inbox.claim();
        database.template().update("update event set lease_until = received_at");

        assertThat(inbox.claim())
                .singleElement()
                .extracting(KeptEvent::receives)
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anEventWhoseWorkerDied_isClaimedAgainThoughOthersAlwaysWait(Database database) {
        Inbox inbox = inbox(database);
        add(inbox, arrival("msg-1", "body", false));
        String lost = inbox.claim().get(0).id();
        database.template().update("update event set lease_until = received_at");
        AtomicInteger others = new AtomicInteger(1);

        Awaitility.await().until(() -> {
            add(inbox, arrival("msg-" + others.incrementAndGet(), "body", false));
            return inbox.claim().stream().anyMatch(event -> event.id().equals(lost));
        });
    }

    @ParameterizedTest
    @EnumSource
    void anEventWhoseWorkersAllDied_isSetAside(Database database) {
        Inbox inbox = inbox(database);
        add(inbox, arrival("msg-1", "body", false));
        for (int deaths = 0; deaths < 10; deaths++) {
            workSignal.send("triage");
            assertThat(inbox.claim()).hasSize(1);
            database.template().update("update event set lease_until = received_at");
        }

        assertThat(inbox.claim()).isEmpty();
        assertThat(inbox.events("dead"))
                .extracting(EventView::reason)
                .containsExactly("taken too often and never finished");
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatFailsFiveTimes_isSetAsideWithTheReasonAndCanBeReadmitted(Database database) {
        Inbox inbox = inbox(database);
        Arrival poison = arrival("msg-1", "body", false);
        add(inbox, poison);
        for (int i = 0; i < 5; i++) {
            database.template().update("update event set due_at = received_at");
            inbox.failed(inbox.claim().get(0), new IllegalStateException("told to nobody"));
        }
        assertThat(inbox.event(poison.id()).orElseThrow()).satisfies(view -> assertThat(view.toString())
                .contains("dead", "IllegalStateException")
                .doesNotContain("told to nobody"));

        assertThat(inbox.readmit(poison.id())).isTrue();
        assertThat(inbox.readmit(poison.id())).isFalse();
        assertThat(inbox.claim()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void claimsOfADeadNode_areDueAtOnce_andNobodyElses(Database database) {
        Inbox dead = inbox(database);
        add(dead, arrival("msg-1", "{}", false));
        KeptEvent taken = dead.claim().get(0);
        Inbox alive = inbox(database, ids.next("node"));

        assertThat(alive.releaseClaims(ids.next("node"))).isZero();
        assertThat(alive.claim()).isEmpty();
        assertThat(alive.releaseClaims(node)).isEqualTo(1);
        assertThat(alive.releaseClaims(node)).isZero();

        assertThat(alive.claim()).extracting(KeptEvent::id).containsExactly(taken.id());
        assertThatThrownBy(() -> dead.done(taken, "C000-0001")).isInstanceOf(StaleClaim.class);
    }

    @ParameterizedTest
    @EnumSource
    void eventThatTenNodesDiedOver_isSetAside(Database database) {
        Inbox inbox = inbox(database);
        add(inbox, arrival("msg-1", "{}", false));
        KeptEvent taken = inbox.claim().get(0);
        database.template().update("update event set receives = 10");

        inbox.releaseClaims(node);

        assertThat(inbox.event(taken.id()).orElseThrow().state()).isEqualTo("dead");
    }
}
