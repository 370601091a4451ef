package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.BriefRequest;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Settled;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dispatch room and the platform, with the other rooms and the providers played by a test. No hub that scans for configurations finds it. */
@EnableAutoConfiguration
@ComponentScan(
        basePackages = {"io.patchbay.dispatch", "io.patchbay.platform"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
class DispatchRoom {
    @Bean({"providerCalls", "slackConnector", "jiraConnector", "providers"})
    Providers providers() {
        return new Providers();
    }

    @Bean
    TestCases cases(JdbcClient jdbc) {
        return new TestCases(jdbc);
    }

    @Bean
    TestEffects settledEffects(TestCases cases, Planner planner) {
        return new TestEffects(cases, planner);
    }

    @Bean
    TestReconciliation reconciliation(
            TestCases cases, DispatchQueue queue, DispatchDesk desk, DuplicateTickets duplicates, TestEffects effects) {
        return new TestReconciliation(cases, queue, desk, duplicates, effects);
    }

    @Bean
    TestFloods floods() {
        return new TestFloods();
    }

    @Bean
    Map<String, DestinationLimits> destinationLimits() {
        return DestinationLimits.DEFAULTS.keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> Node.limits(20, 0, RetrySchedule.TICKET, 200)));
    }

    /** Every provider, answering as scripted, else with success. */
    public static final class Providers {
        private final Map<String, Function<Delivery, Outcome>> scripts = new ConcurrentHashMap<>();
        private final Map<String, List<String>> calls = new ConcurrentHashMap<>();

        public void send(Attempt attempt) {
            if (!attempt.isEnded()) {
                attempt.begin();
                attempt.end(answer(attempt.delivery().operation(), attempt.delivery()));
            }
        }

        public void lookUp(Attempt attempt) {
            attempt.end(answer("look up " + attempt.delivery().operation(), attempt.delivery()));
        }

        /** Every turn is now. */
        public void awaitTurn(Attempt attempt) {
            assertThat(attempt.delivery().destination()).isEqualTo("slack");
        }

        public void closeDuplicates(DuplicateSearch search) {
            search.end(answer("close duplicates", search.delivery()));
        }

        private Outcome answer(String call, Delivery delivery) {
            calls.computeIfAbsent(delivery.brief().ref(), ref -> new CopyOnWriteArrayList<>())
                    .add(call);
            return scripts.getOrDefault(call, any -> Node.OK).apply(delivery);
        }

        void script(String call, Function<Delivery, Outcome> answer) {
            scripts.put(call, answer);
        }

        List<String> calls(String ref) {
            return calls.getOrDefault(ref, List.of());
        }

        void reset() {
            scripts.clear();
            calls.clear();
        }
    }

    /** What settling leads to, as the routes see it. */
    public record TestEffects(TestCases cases, Planner planner) {
        public List<Settled> record(List<Settled> settled) {
            cases.record(settled);
            planner.followOn(settled);
            return settled;
        }
    }

    /** What happens to a dispatch beside its delivery, with cases that have no rows. */
    public record TestReconciliation(
            TestCases cases, DispatchQueue queue, DispatchDesk desk, DuplicateTickets duplicates, TestEffects effects) {
        public void recover(Batch expired) {
            cases.hold(expired.caseReferences());
            effects.record(queue.sweep(expired));
        }

        public List<Settled> decide(Verdict verdict) {
            cases.hold(desk.caseOf(verdict));
            return effects.record(desk.decide(verdict));
        }

        public List<Settled> replay(Replay replay) {
            cases.hold(desk.casesOf(replay));
            return effects.record(desk.replay(replay));
        }

        public void settle(DuplicateSearch search) {
            duplicates.settle(search);
        }
    }

    /** The floods of the incidents room as the routes see them: there are none. */
    public static final class TestFloods {
        public void addBriefs(BriefRequest request) {
            assertThat(request.caseReferences()).isNotEmpty();
        }

        public void hold(Collection<String> refs) {
            // No incident has a row to hold.
        }

        public Set<String> holdFree(Collection<String> refs) {
            return Set.of();
        }

        public void record(List<Settled> settled) {
            // No incident has a thread.
        }
    }

    /** The cases room as the routes see it. */
    public static final class TestCases {
        /** What was held: the case, and how its dispatch stood then. These cases have no rows. */
        final List<String> held = new CopyOnWriteArrayList<>();

        private final JdbcClient jdbc;

        TestCases(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        public void hold(Collection<String> refs) {
            refs.forEach(ref -> jdbc.sql("select state from dispatch where case_ref = ?")
                    .param(ref)
                    .query(String.class)
                    .list()
                    .forEach(state -> held.add(ref + " " + state)));
        }

        /** None of them is held elsewhere. */
        public Set<String> holdFree(Collection<String> refs) {
            hold(refs);
            return Set.of();
        }

        final List<Settled> told = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger unreadable = new AtomicInteger();
        private volatile RuntimeException failure;
        volatile String poison = "";

        public void addBriefs(BriefRequest request) {
            request.add(briefs(request.caseReferences()));
        }

        public Map<String, CaseBrief> briefs(Collection<String> refs) {
            if (unreadable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new DataAccessResourceFailureException("away");
            }
            return refs.stream().collect(Collectors.toMap(ref -> ref, Briefs::paging));
        }

        public void record(List<Settled> settled) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw failure;
            }
            if (settled.stream().anyMatch(each -> each.caseRef().equals(poison))) {
                throw new DataIntegrityViolationException("does not fit");
            }
            told.addAll(settled);
        }

        void failNext(int times, RuntimeException how) {
            failure = how;
            failures.set(times);
        }

        void failReads(int times) {
            unreadable.set(times);
        }

        void reset() {
            told.clear();
            held.clear();
            failures.set(0);
            unreadable.set(0);
            poison = "";
        }
    }
}
