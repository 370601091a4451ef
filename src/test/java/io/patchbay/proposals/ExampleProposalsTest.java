package io.patchbay.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Ids;
import io.patchbay.proposals.ExampleProposal.State;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Rules;
import io.patchbay.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExampleProposalsTest {
    private static final RuleSetLoader LOADER = new RuleSetLoader(
            Set.of("security", "privacy", "identity", "billing", "commercial", "support", "review"),
            Set.of(
                    "security-desk",
                    "noor",
                    "identity-desk",
                    "billing-desk",
                    "account-desk",
                    "support-tier-2",
                    "review-desk"));
    private static final RuleSet SHIPPED = LOADER.load(Path.of("connectors-config"));

    private ExampleProposalRepository stored;
    private RuleSetRepository versions;
    private ExampleProposals proposals;

    private void open(Database database) {
        JdbcClient jdbc = database.empty().client();
        Ids ids = new Ids(Clock.systemUTC());
        stored = new ExampleProposalRepository(jdbc);
        versions = new RuleSetRepository(jdbc);
        proposals = new ExampleProposals(stored, new RuleSets(versions, LOADER, new Rules(SHIPPED), ids), ids);
    }

    private ExampleProposal propose(String text) {
        return proposals.propose("C7K4-92MX", "support", "security", "en", text, "misheard", "jonas");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aSentence_isProposedOnce_howeverOftenItIsSent(Database database) {
        open(database);
        ExampleProposal first = propose("The green hats are in the hatch.");
        assertThat(propose("The green hats are in the hatch.")).isEqualTo(first);
        assertThat(propose("The green hats are back.").id()).isNotEqualTo(first.id());
        assertThat(stored.list(State.OPEN, 10, VisibleQueues.ALL)).hasSize(2);
        assertThat(stored.list(State.OPEN, 10, new VisibleQueues(false, Set.of())))
                .as("who sees no queue sees none")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void anAcceptedSentence_isPublishedInAVersion_thatIsNotInForce_andIsSettledOnce(Database database) {
        open(database);
        ExampleProposal proposal = propose("The green hats are in the hatch.");
        String hash =
                proposals.accept(proposal, "review-lead", "they are right").orElseThrow();
        assertThat(hash).isNotEqualTo(SHIPPED.hash());
        assertThat(versions.find(hash).orElseThrow().content()).contains("The green hats are in the hatch.");
        assertThat(versions.published(hash).orElseThrow().approver()).isEmpty();
        assertThat(proposals.accept(proposal, "review-lead", "again")).isEmpty();
        assertThat(proposals.reject(proposal, "review-lead", "or not")).isFalse();
        assertThat(stored.find(proposal.id(), VisibleQueues.ALL).orElseThrow()).satisfies(settled -> {
            assertThat(settled.state()).isEqualTo(State.ACCEPTED);
            assertThat(settled.settledBy()).isEqualTo("review-lead");
            assertThat(settled.ruleSet()).isEqualTo(hash);
        });
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aRejectedSentence_publishesNothing(Database database) {
        open(database);
        ExampleProposal proposal = propose("The green hats are in the hatch.");
        assertThat(proposals.reject(proposal, "review-lead", "no sentence of a caller"))
                .isTrue();
        assertThat(versions.versions(10)).isEmpty();
        assertThat(stored.list(State.REJECTED, 10, VisibleQueues.ALL)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void proposals_areForgottenWithTheirCase(Database database) {
        open(database);
        propose("The green hats are in the hatch.");
        proposals.purge(List.of("0000-0000"));
        assertThat(stored.list(State.OPEN, 10, VisibleQueues.ALL)).hasSize(1);
        proposals.purge(List.of("C7K4-92MX"));
        assertThat(stored.list(State.OPEN, 10, VisibleQueues.ALL)).isEmpty();
    }
}
