package io.patchbay.dispatch;

/** The operations that a dispatch can name. Plans in {@code queues.yaml} and routes use the same names. */
public final class Operation {
    /** Jira: create the case's one issue; payload {@code incident} where its label is to name one. */
    public static final String CREATE_ISSUE = "create_issue";
    /** Jira: comment on the case's issue; payload {@code text}, and {@code public} = {@code true} for the customer's eyes. */
    public static final String ADD_COMMENT = "add_comment";
    /** Jira: take the case's issue out of its done status. */
    public static final String REOPEN_ISSUE = "reopen_issue";
    /**
     * Jira: link the issue to the Slack thread ({@code target} = {@code slack}), the page ({@code target} =
     * {@code pagerduty}) or the ticket of an earlier case ({@code target} = {@code case}, with {@code case}, {@code key} and {@code url}).
     */
    public static final String LINK = "link";
    /** Jira: what an earlier ticket of the case says is replaced or points to the new one, as its {@link WithdrawalReason} says. */
    public static final String WITHDRAW_ISSUE = "withdraw_issue";
    /** Jira: a comment that does not belong on its ticket is replaced by a neutral sentence. */
    public static final String WITHDRAW_COMMENT = "withdraw_comment";
    /** Slack: the same for an earlier message with its thread, and for one reply. */
    public static final String WITHDRAW_MESSAGE = "withdraw_message";

    public static final String WITHDRAW_REPLY = "withdraw_reply";
    /** Slack: post the case's one message. */
    public static final String POST_MESSAGE = "post_message";
    /** Slack: reply in the case's thread; payload {@code text}. */
    public static final String POST_REPLY = "post_reply";
    /** Slack: write the case's message again as the case now stands. */
    public static final String UPDATE_MESSAGE = "update_message";
    /** Slack: tell one person in the message's channel what only they see; payload {@code user} and {@code text}. */
    public static final String POST_EPHEMERAL = "post_ephemeral";
    /** Slack: tell the fallback channel that the case's page has not been delivered; payload {@code undelivered_for}. */
    public static final String TELL_FALLBACK = "tell_fallback";
    /** PagerDuty: trigger the page; the marker is the dedup key. */
    public static final String TRIGGER = "trigger";
    /** PagerDuty: acknowledge or resolve what {@code TRIGGER} opened; payload {@code dedup_key}. */
    public static final String ACKNOWLEDGE = "acknowledge";

    public static final String RESOLVE = "resolve";
    /** Write-back: post the signed {@code case.updated} to the source of the case. */
    public static final String CASE_UPDATED = "case_updated";
    /** Write-back: the same to the source of a call that joined the case; payload {@code source} and {@code call_id}. */
    public static final String CALL_JOINED = "call_joined";

    /** Write-back: the signed {@code incident.updated} with an approved message; payload {@code incident}, {@code stage}, {@code version}, {@code text}. */
    public static final String INCIDENT_UPDATED = "incident_updated";

    /** E-mail: an approved message to the account's verified contact; payload as for {@link #INCIDENT_UPDATED}. */
    public static final String SEND_UPDATE = "send_update";

    /** Makes the ticket, the message or the page that other operations of the case at that destination are about. */
    static boolean creates(String operation) {
        return operation.equals(CREATE_ISSUE) || operation.equals(POST_MESSAGE) || operation.equals(TRIGGER);
    }

    /** Changes a ticket or message as a whole, so that one which is under way may undo that it was taken back. */
    static boolean retouches(String operation) {
        return operation.equals(UPDATE_MESSAGE) || operation.equals(REOPEN_ISSUE);
    }

    /** Takes back what an earlier dispatch made. Doing it again changes nothing. */
    static boolean withdraws(String operation) {
        return operation.equals(WITHDRAW_ISSUE)
                || operation.equals(WITHDRAW_COMMENT)
                || operation.equals(WITHDRAW_MESSAGE)
                || operation.equals(WITHDRAW_REPLY);
    }

    private Operation() {}
}
