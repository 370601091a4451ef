package io.patchbay.proposals;

import io.patchbay.platform.Ids;
import io.patchbay.proposals.ExampleProposal.State;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What people say should have gone elsewhere. A proposal changes nothing by itself: accepting it publishes a version of the
 * rule set in force with the sentence in it, which is approved and put in force like any other.
 */
@Component
public class ExampleProposals {
    private final ExampleProposalRepository proposals;
    private final RuleSets ruleSets;
    private final Ids ids;

    ExampleProposals(ExampleProposalRepository proposals, RuleSets ruleSets, Ids ids) {
        this.proposals = proposals;
        this.ruleSets = ruleSets;
        this.ids = ids;
    }

    /**
     * Proposes the sentence; the same one for the same case and topic is the same proposal.
     *
     * @param queue where the case stands
     */
    public ExampleProposal propose(
            String caseRef, String queue, String topic, String language, String text, String why, String who) {
        ExampleProposal proposal = new ExampleProposal(
                ids.next("exp"),
                caseRef,
                queue,
                topic,
                language,
                text,
                why,
                who,
                Instant.EPOCH,
                State.OPEN,
                "",
                "",
                "");
        proposals.add(proposal);
        return proposals.find(caseRef, topic, text).orElseThrow();
    }

    /** The rule set in force with the sentence in it, to ask what it would change. */
    public RuleSet draft(ExampleProposal proposal, String owner) {
        return ruleSets.withExample(
                proposal.topic(), proposal.language(), proposal.text(), "proposed after " + proposal.caseRef(), owner);
    }

    /**
     * Publishes that rule set; it is not put in force. It is kept before the proposal is settled, so that no accepted proposal
     * names a version that is not there.
     *
     * @return the version's hash; empty when the proposal is settled already
     */
    public Optional<String> accept(ExampleProposal proposal, String who, String why) {
        RuleSet draft = draft(proposal, who);
        if (proposal.state() != State.OPEN) {
            return Optional.empty();
        }
        ruleSets.publish(draft, who, why);
        return proposals.settle(proposal.id(), State.ACCEPTED, who, why, draft.hash())
                ? Optional.of(draft.hash())
                : Optional.empty();
    }

    /** Notes that the sentence is no example; false when the proposal is settled already. */
    public boolean reject(ExampleProposal proposal, String who, String why) {
        return proposals.settle(proposal.id(), State.REJECTED, who, why, "");
    }

    /** Deletes the proposals of cases that are forgotten, in the caller's transaction. What was accepted stays in its rule set. */
    public void purge(List<String> caseRefs) {
        if (!caseRefs.isEmpty()) {
            proposals.delete(caseRefs);
        }
    }
}
