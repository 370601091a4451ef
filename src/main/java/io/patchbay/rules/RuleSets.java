package io.patchbay.rules;

import io.patchbay.platform.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of the rule set: publishing one, putting one in force on every node, going back to an earlier one. Which
 * one is in force stands in the database; each node looks there every few seconds.
 */
public final class RuleSets {
    /** Who puts the configuration folder's version in force at a start. */
    static final String HUB = "hub";

    private static final int KEPT = 8;

    private final RuleSetRepository versions;
    private final RuleSetLoader loader;
    private final Rules rules;
    private final Ids ids;
    private final Object inForce = new Object();
    private final Map<String, RuleSet> compiled = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleSet> eldest) {
            return size() > KEPT;
        }
    };

    public RuleSets(RuleSetRepository versions, RuleSetLoader loader, Rules rules, Ids ids) {
        this.versions = versions;
        this.loader = loader;
        this.rules = rules;
        this.ids = ids;
    }

    /** A version and whether it is in force. */
    public record Version(RuleSetRepository.Published published, boolean current) {}

    /**
     * Publishes the folder's version, and puts it in force unless a person has put another one in force since it was
     * published; what is in force then stays.
     */
    public void start(RuleSet folder) {
        versions.publish(folder, HUB, "", "found in the configuration folder at start");
        Optional<RuleSetRepository.Activation> last =
                versions.activations(1).stream().findFirst();
        boolean stays = last.isPresent()
                && (last.get().hash().equals(folder.hash())
                        || (!last.get().by().equals(HUB)
                                && last.get()
                                        .at()
                                        .isAfter(versions.published(folder.hash())
                                                .orElseThrow()
                                                .at())));
        if (!stays) {
            versions.activate(ids.next("act"), folder.hash(), HUB, "found in the configuration folder at start");
        }
        follow();
    }

    /** Uses the version that is in force, where that has changed. Called every few seconds on every node. */
    public void follow() {
        // Without the lock a look at the database from before an activation could end after it and undo it here.
        synchronized (inForce) {
            versions.activations(1).stream()
                    .map(RuleSetRepository.Activation::hash)
                    .filter(hash -> !hash.equals(rules.current().hash()))
                    .flatMap(hash -> find(hash).stream())
                    .forEach(rules::use);
        }
    }

    /**
     * Keeps a version that people wrote, without putting it in force.
     *
     * @param files name and content of the files of the folder {@code rules}
     * @return its hash, also when it had been published before
     * @throws io.patchbay.platform.ConfigurationException when it cannot be used, with everything that is wrong with it
     */
    public String publish(Map<String, String> files, String author, String reason) {
        RuleSet ruleSet = loader.load(files);
        versions.publish(ruleSet, author, "", reason);
        return ruleSet.hash();
    }

    /** The rule set in force with one example more. */
    public RuleSet withExample(String topic, String language, String text, String note, String owner) {
        return rules.current().withExample(new OwnExample(topic, language, text, note, owner));
    }

    /** Keeps that version, without putting it in force. */
    public void publish(RuleSet ruleSet, String author, String reason) {
        versions.publish(ruleSet, author, "", reason);
    }

    /** What became of an approval. */
    public enum Approval {
        DONE,
        /** There is no such version. */
        UNKNOWN,
        /** Its author cannot approve it. */
        OWN,
        /** Somebody has approved it already. */
        APPROVED_BEFORE
    }

    /** Notes that somebody else than its author approves the version. */
    public Approval approve(String hash, String who) {
        Optional<RuleSetRepository.Published> published = versions.published(hash);
        if (published.isEmpty()) {
            return Approval.UNKNOWN;
        }
        if (published.get().by().equals(who)) {
            return Approval.OWN;
        }
        return versions.approve(hash, who) ? Approval.DONE : Approval.APPROVED_BEFORE;
    }

    /** Whether somebody else than its author approved the version, or it came with the configuration folder. */
    public boolean isApproved(String hash) {
        return versions.published(hash)
                .filter(published ->
                        published.by().equals(HUB) || !published.approver().isEmpty())
                .isPresent();
    }

    /**
     * Puts a version in force, here at once and on the other nodes within seconds; an earlier one as well as a new one.
     *
     * @return false when there is no such version
     */
    public boolean activate(String hash, String who, String why) {
        Optional<RuleSet> ruleSet = find(hash);
        synchronized (inForce) {
            ruleSet.ifPresent(found -> {
                versions.activate(ids.next("act"), hash, who, why);
                rules.use(found);
            });
        }
        return ruleSet.isPresent();
    }

    /** A version that is not published, for a simulation. */
    public RuleSet draft(Map<String, String> files) {
        return loader.load(files);
    }

    /** The version of that hash, compiled; the last few that were asked for are kept. */
    public Optional<RuleSet> find(String hash) {
        synchronized (compiled) {
            RuleSet kept = compiled.get(hash);
            if (kept != null) {
                return Optional.of(kept);
            }
        }
        Optional<RuleSet> found = versions.find(hash);
        synchronized (compiled) {
            found.ifPresent(ruleSet -> compiled.put(hash, ruleSet));
        }
        return found;
    }

    /** The versions, newest first. */
    public List<Version> versions(int atMost) {
        return versions.versions(atMost).stream().map(this::version).toList();
    }

    public Optional<Version> version(String hash) {
        return versions.published(hash).map(this::version);
    }

    private Version version(RuleSetRepository.Published published) {
        return new Version(published, published.hash().equals(rules.current().hash()));
    }

    /** What was put in force, by whom and why, newest first. */
    public List<RuleSetRepository.Activation> activations(int atMost) {
        return versions.activations(atMost);
    }
}
