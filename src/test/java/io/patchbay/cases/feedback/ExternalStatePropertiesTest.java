package io.patchbay.cases.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.Feedback;
import io.patchbay.platform.EnvironmentReferences;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The mapping that ships, over whatever the tools may say in whatever order. */
public class ExternalStatePropertiesTest {
    public static final FeedbackRules SHIPPED =
            FeedbackRules.read(Path.of("connectors-config"), new EnvironmentReferences(name -> null));
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    public static Feedback ticket(String kind, int second, String status, String category, String resolution) {
        return new Feedback(
                "jira",
                kind,
                "10042",
                "SUP-42",
                List.of(),
                "5b10",
                NINE.plusSeconds(second),
                "",
                status,
                category,
                resolution,
                kind.equals("ticket.assigned") ? Map.of("assignee", "acc-" + second) : Map.of());
    }

    @Provide
    Arbitrary<List<Feedback>> histories() {
        Arbitrary<Feedback> ticket = Combinators.combine(
                        Arbitraries.of(
                                "ticket.transitioned", "ticket.reopened", "ticket.assigned", "page.acknowledged"),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of("To Do", "In Progress", "Deployed", "Verified", "Done", "Blocked"),
                        Arbitraries.of("new", "indeterminate", "done"),
                        Arbitraries.of("", "Fixed", "Duplicate"))
                .as(ExternalStatePropertiesTest::ticket);
        return ticket.list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = 300)
    void anyOrder_andAnyRepetition_leavesTheCaseWhereTheSameFactsInOrderDo(
            @ForAll("histories") List<Feedback> facts, @ForAll Random random) {
        List<Feedback> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, facts.size() / 2));
        java.util.Collections.shuffle(shuffled, random);

        assertThat(ExternalState.of(shuffled, SHIPPED)).isEqualTo(ExternalState.of(facts, SHIPPED));
    }

    @Property(tries = 300)
    void aFinalStatus_isLeftByAReopeningOnly(@ForAll("histories") List<Feedback> facts) {
        boolean finished = false;
        for (int i = 1; i <= facts.size(); i++) {
            ExternalState standing = ExternalState.of(facts.subList(0, i), SHIPPED);
            assertThat(finished && !standing.terminal() && !standing.reopened()).isFalse();
            finished = standing.terminal();
        }
    }

    @Example
    void eachEvidenceState_hasItsOwnProof() {
        ExternalState done =
                ExternalState.of(List.of(ticket("ticket.transitioned", 1, "Done", "done", "Fixed")), SHIPPED);

        assertThat(done.status()).isEqualTo("resolved");
        assertThat(done.terminal()).isTrue();
        assertThat(done.outcome()).isEqualTo("fixed");
        assertThat(done.evidence()).isEmpty();
    }

    @Example
    void aTicketThatLeavesDone_isReopened_andItsFixIsInDoubt() {
        List<Feedback> facts = List.of(
                ticket("ticket.transitioned", 1, "Deployed", "indeterminate", ""),
                ticket("ticket.transitioned", 2, "Done", "done", "Fixed"),
                ticket("ticket.transitioned", 3, "In Progress", "indeterminate", ""));
        ExternalState standing = ExternalState.of(facts, SHIPPED);

        assertThat(standing.status()).isEqualTo("open");
        assertThat(standing.terminal()).isFalse();
        assertThat(standing.evidence()).containsOnlyKeys("engineering_engaged");
    }

    @Example
    void theResolutionSaysHowItEnded() {
        ExternalState duplicate =
                ExternalState.of(List.of(ticket("ticket.transitioned", 1, "Closed", "done", "won't do")), SHIPPED);

        assertThat(duplicate.status()).isEqualTo("closed");
        assertThat(duplicate.outcome()).isEqualTo("not fixed");
    }
}
