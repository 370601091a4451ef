package io.patchbay.connectors.slack;

import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.Outcome;
import java.util.Set;
import java.util.regex.Pattern;

/** What Slack's answers mean: the status says little, {@code ok} and {@code error} say it. */
final class SlackAnswers {
    /** Refused for good. Slack may answer other codes than it documents; those are taken for unknown. */
    private static final Set<String> REFUSED = Set.of(
            "account_inactive",
            "access_denied",
            "as_user_not_supported",
            "attachment_payload_limit_exceeded",
            "cannot_reply_to_message",
            "cant_update_message",
            "channel_not_found",
            "channel_type_not_supported",
            "deprecated_endpoint",
            "ekm_access_denied",
            "edit_window_closed",
            "enterprise_is_restricted",
            "external_channel_migrating",
            "invalid_arg_name",
            "invalid_arguments",
            "invalid_array_arg",
            "invalid_auth",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_charset",
            "invalid_form_data",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "invalid_post_type",
            "is_archived",
            "is_inactive",
            "markdown_text_conflict",
            "message_not_found",
            "messages_tab_disabled",
            "metadata_must_be_sent_from_app",
            "metadata_too_large",
            "method_deprecated",
            "missing_file_data",
            "missing_post_type",
            "missing_scope",
            "msg_blocks_too_long",
            "msg_too_long",
            "no_permission",
            "no_text",
            "not_allowed_token_type",
            "not_authed",
            "not_in_channel",
            "org_login_required",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
            "slack_connect_blocked_file_type",
            "slack_connect_canvas_sharing_blocked",
            "slack_connect_clip_sharing_blocked",
            "slack_connect_file_link_sharing_blocked",
            "slack_connect_lists_sharing_blocked",
            "team_access_not_granted",
            "team_not_found",
            "thread_not_found",
            "token_expired",
            "token_revoked",
            "too_many_attachments",
            "too_many_contact_cards",
            "two_factor_setup_required",
            "user_not_in_channel");

    private static final Set<String> NOT_NOW =
            Set.of("ratelimited", "rate_limited", "service_unavailable", "message_limit_exceeded", "team_added_to_org");

    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern TS = Pattern.compile("\\d{1,12}\\.\\d{1,9}");
    private static final Pattern CHANNEL = Pattern.compile("[CDG][A-Z0-9]{2,30}");

    private SlackAnswers() {}

    static boolean isTs(String text) {
        return TS.matcher(text).matches();
    }

    static boolean isChannel(String text) {
        return CHANNEL.matcher(text).matches();
    }

    /** @param repeatable whether the same call again has no second effect: true for {@code chat.update} */
    static Outcome sent(ProviderAnswer answer, SlackSettings settings, boolean repeatable) {
        String error = error(answer);
        if (!answer.ok() || error == null) {
            return answer.byStatus(repeatable, "");
        }
        String ts = answer.json().path("ts").asText("");
        String channel = answer.json().path("channel").asText("");
        if (error.isEmpty() && isTs(ts) && isChannel(channel)) {
            return Outcome.succeeded(ts, "", channel, settings.archiveUrl(channel, ts), answer.status());
        }
        if (REFUSED.contains(error)) {
            return Outcome.of(Outcome.Kind.REJECTED, answer.status(), error);
        }
        if (NOT_NOW.contains(error)) {
            return Outcome.throttled(answer.retryAfter(), answer.status(), error);
        }
        return answer.ambiguous(repeatable, error.isEmpty() ? "ok without ts and channel" : error);
    }

    /**
     * A call that leaves nothing to find again and may be repeated.
     *
     * @param id the member of the answer that names what was made, or the empty string
     */
    static Outcome done(ProviderAnswer answer, String id) {
        String error = error(answer);
        if (!answer.ok() || error == null) {
            return answer.byStatus(true, "");
        }
        if (error.isEmpty()) {
            return Outcome.succeeded(answer.json().path(id).asText(""), "", "", "", answer.status());
        }
        return NOT_NOW.contains(error)
                ? Outcome.throttled(answer.retryAfter(), answer.status(), error)
                : Outcome.of(Outcome.Kind.REJECTED, answer.status(), error);
    }

    /** Slack's error code, the empty string for {@code ok}, or null when it is not an answer of Slack's. */
    static String error(ProviderAnswer answer) {
        if (!answer.json().path("ok").isBoolean()) {
            return null;
        }
        if (answer.json().path("ok").asBoolean()) {
            return "";
        }
        String code = answer.json().path("error").asText("");
        return CODE.matcher(code).matches() ? code : "unnamed_error";
    }
}
