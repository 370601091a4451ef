package io.patchbay.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A case as the destinations need it: what a ticket, a message, a page and a write-back are composed from.
 *
 * @param ref the case reference, like {@code C7K4-92MX}
 * @param source the source of the case's first call
 * @param callId the source's id of that call
 * @param restricted whether no detail may leave the queue's own project and channel
 * @param status the case's status: {@code open}, {@code pending}, {@code resolved}, {@code closed}
 * @param terminal whether that status is final
 * @param owner who owns the case
 * @param severity whether a severity is confirmed
 * @param matter what the call is about
 * @param rule the routing rule that chose the queue
 * @param reviewReasons why a person must look at it, if so
 * @param unsupportedClaims promises heard in the call that the company did not make
 * @param calls how many calls are on the case
 * @param openedAt when the case was opened
 * @param receipts what the destinations returned, by destination
 * @param evidence the evidence states that have their proof, by name, with the time of the proof
 * @param acts what people did from the case's message, oldest first; the last few
 */
public record CaseBrief(
        String ref,
        String source,
        String callId,
        String queue,
        boolean restricted,
        String status,
        boolean terminal,
        Person owner,
        Severity severity,
        Matter matter,
        String rule,
        List<String> reviewReasons,
        List<String> unsupportedClaims,
        long calls,
        Instant openedAt,
        Map<String, Receipt> receipts,
        Map<String, Instant> evidence,
        List<Act> acts) {

    /**
     * Something that a person did from the case's message.
     *
     * @param who the person's name
     * @param what in one sentence after the name, like {@code took ownership.}
     * @param key the kind of act and what the case looked like then: an act with the same key says nothing new
     */
    public record Act(Instant at, String who, String what, String key) {}

    /**
     * What the call is about, as the caller told it and the directory completed it. Texts nobody gave are empty.
     *
     * @param accountId empty while the account is not known
     * @param match how sure the account is: {@code verified}, {@code known}, {@code maybe}, {@code none}
     * @param failureStartedAt RFC 3339, or empty
     * @param trusted whether anything of the account may follow from the match; see {@link AccountMatch#trusted()}
     * @param basis how the match was made: {@code line}, {@code verification}, {@code registered_contact_spoken},
     *     {@code reference_only}, {@code staff}, {@code none}
     */
    public record Matter(
            String accountId,
            String accountName,
            String tier,
            String match,
            String callerName,
            String callerRole,
            String callbackNumber,
            String callbackPreference,
            String summary,
            String intent,
            String productArea,
            String team,
            String errorMessage,
            String region,
            String impact,
            long affectedUsers,
            String businessFunction,
            String workaround,
            String failureStartedAt,
            String requestedNextStep,
            String transcriptUrl,
            boolean interrupted,
            boolean trusted,
            String basis) {

        /** A matter stored before these were known is not trusted. */
        public Matter {
            basis = basis == null ? "none" : basis;
        }
    }

    /**
     * What one destination returned for the case.
     *
     * @param destination {@code jira}, {@code slack} or {@code pagerduty}
     * @param status {@code pending}, {@code succeeded}, {@code unknown}, {@code dead}, {@code not_paged} or
     *     {@code in_thread}: the thread of the case's incident stands for its message
     * @param id the provider's id: issue id, message ts, dedup key; empty until it is known
     * @param key the issue key, or the empty string
     * @param channel the Slack channel id, or the empty string
     * @param url where a person can look at it, or the empty string
     * @param reason why there is none, or the empty string
     */
    public record Receipt(
            String destination, String status, String id, String key, String channel, String url, String reason) {}

    public CaseBrief {
        reviewReasons = List.copyOf(reviewReasons);
        unsupportedClaims = List.copyOf(unsupportedClaims);
        receipts = Map.copyOf(receipts);
        evidence = Map.copyOf(evidence);
        acts = acts == null ? List.of() : List.copyOf(acts);
    }

    /** The act with that key, or empty when nobody has done that. */
    public Optional<Act> act(String key) {
        return acts.stream().filter(act -> act.key().equals(key)).findFirst();
    }

    /** Why nobody is paged for the case, or the empty string. */
    public String pageReason() {
        return receipt("pagerduty").reason();
    }

    /** The same case with another owner. */
    public CaseBrief ownedBy(Person other) {
        return copy(it -> it.owner = other);
    }

    /** The same case in another queue. */
    public CaseBrief movedTo(QueuePlan plan, String byRule) {
        return copy(it -> {
            it.queue = plan.queue();
            it.restricted = plan.restricted();
            it.owner = plan.owner();
            it.rule = byRule;
        });
    }

    /** The case with what may be shown of it; what it claims is shown only where nothing is hidden. */
    public CaseBrief showing(Matter shown) {
        return copy(it -> {
            it.matter = shown;
            it.unsupportedClaims = shown.equals(matter) ? unsupportedClaims : List.of();
        });
    }

    /** The same case with those receipts besides the ones that it has. */
    public CaseBrief receiving(List<Receipt> more) {
        Map<String, Receipt> all = new HashMap<>(receipts);
        more.forEach(receipt -> all.put(receipt.destination(), receipt));
        return copy(it -> it.receipts = all);
    }

    /** The case as it was composed, with what has changed since. */
    public CaseBrief asItStands(
            String newStatus,
            boolean ended,
            Severity newSeverity,
            long callsSoFar,
            Instant opened,
            Receipt page,
            Map<String, Instant> proven,
            List<Act> done) {
        return copy(it -> {
            it.status = newStatus;
            it.terminal = ended;
            it.severity = newSeverity;
            it.calls = callsSoFar;
            it.openedAt = opened;
            it.receipts = Map.of(page.destination(), page);
            it.evidence = proven;
            it.acts = done;
        });
    }

    private CaseBrief copy(Consumer<CaseBriefCopy> changes) {
        CaseBriefCopy copy = new CaseBriefCopy(this);
        changes.accept(copy);
        return copy.brief();
    }

    /** The receipt of that destination, or one that says nothing has come yet. */
    public Receipt receipt(String destination) {
        return receipts.getOrDefault(destination, new Receipt(destination, "pending", "", "", "", "", ""));
    }
}
