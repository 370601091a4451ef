package io.patchbay.connectors.jira;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderFacts;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.connectors.text.Marker;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Looks for what an attempt of unknown fate may have left in Jira. An empty answer is only believed from a Jira that
 * knows us: asked who we are it must name an account, and no answer may be an anonymous one. Jira's index lags by
 * seconds to minutes, so {@code ABSENT} means absent from the index; the caller waits out the quiet period.
 */
final class JiraLookups {
    private static final int COMMENTS_PER_PAGE = 20;
    private static final int MAX_PAGES = 10;
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);
    private static final DateTimeFormatter JIRA_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

    private final JiraSettings settings;

    JiraLookups(JiraSettings settings) {
        this.settings = settings;
    }

    /** The issue with the delivery's label, proven by its property; of several the oldest. Clones copy labels. */
    Conversation issue(Delivery delivery) {
        return asOurselves(me -> Conversation.ask(
                search(delivery),
                answer -> Conversation.end(trusted(answer).orElseGet(() -> issueIn(answer, delivery)))));
    }

    /** Every issue that the delivery made: all but the oldest closed, and none with texts that are withdrawn. */
    Conversation duplicates(Delivery delivery) {
        return asOurselves(me -> Conversation.ask(
                search(delivery),
                answer -> trusted(answer).map(Conversation::end).orElseGet(() -> new JiraDuplicates(
                                settings,
                                delivery,
                                proven(answer.json().path("issues"), delivery).toList())
                        .close(me))));
    }

    /** How the tickets of these cases stand now. */
    Conversation present(List<CaseBrief> briefs, List<ProviderFacts> held) {
        ProviderRequest request = ProviderRequest.post(
                settings.base(), "/rest/api/3/issue/bulkfetch", JiraProviderState.request(briefs), settings.headers());
        return asOurselves(me -> Conversation.ask(request, answer -> trusted(answer)
                .map(Conversation::end)
                .orElseGet(() -> JiraProviderState.read(answer, briefs, held))));
    }

    private ProviderRequest search(Delivery delivery) {
        String project =
                settings.project(delivery.brief().queue(), delivery.place()).key();
        ObjectNode search = JsonNodeFactory.instance.objectNode();
        search.put(
                "jql",
                "project = \"" + project + "\" AND labels = \"" + Marker.label(delivery.marker())
                        + "\" ORDER BY created ASC");
        search.put("maxResults", 20);
        search.putArray("fields").add("created").add("status");
        search.putArray("properties").add(JiraComposer.PROPERTY);
        return ProviderRequest.post(settings.base(), "/rest/api/3/search/jql", search, settings.headers());
    }

    private static Stream<JsonNode> proven(JsonNode issues, Delivery delivery) {
        return elements(issues)
                .filter(issue -> proves(issue.path("properties").path(JiraComposer.PROPERTY), delivery))
                .filter(issue -> JiraAnswers.isId(issue.path("id").asText())
                        && IssueKey.is(issue.path("key").asText()))
                .sorted(Comparator.comparingLong(issue -> issue.path("id").asLong()));
    }

    private Outcome issueIn(ProviderAnswer answer, Delivery delivery) {
        JsonNode issues = answer.json().path("issues");
        if (!issues.isArray()) {
            return Outcome.of(UNKNOWN, answer.status(), "the search's answer cannot be read");
        }
        Optional<JsonNode> oldest = proven(issues, delivery).findFirst();
        if (oldest.isPresent()) {
            String key = oldest.get().path("key").asText();
            return Outcome.succeeded(
                    oldest.get().path("id").asText(), key, "", settings.browseUrl(key), answer.status());
        }
        return issues.isEmpty()
                ? Outcome.of(ABSENT, answer.status(), "no issue with the label")
                : Outcome.of(UNKNOWN, answer.status(), "issues with the label, but none with its proof");
    }

    /** Our comment with the marker in its text, among those made since the first attempt. */
    Conversation comment(Delivery delivery, String issueKey) {
        return asOurselves(me -> comments(delivery, issueKey, me, 0));
    }

    private Conversation comments(Delivery delivery, String issueKey, String me, int page) {
        ProviderRequest request = ProviderRequest.get(
                settings.base(),
                "/rest/api/3/issue/" + issueKey + "/comment",
                Map.of(
                        "orderBy", "-created",
                        "maxResults", String.valueOf(COMMENTS_PER_PAGE),
                        "startAt", String.valueOf(page * COMMENTS_PER_PAGE)),
                settings.headers());
        return Conversation.ask(request, answer -> trusted(answer)
                .map(Conversation::end)
                .orElseGet(() -> commentIn(answer, delivery, issueKey, me, page)));
    }

    private Conversation commentIn(ProviderAnswer answer, Delivery delivery, String issueKey, String me, int page) {
        JsonNode comments = answer.json().path("comments");
        if (!comments.isArray()) {
            return Conversation.end(UNKNOWN, answer.status(), "the comments cannot be read");
        }
        String marker = Marker.label(delivery.marker());
        Optional<JsonNode> ours = elements(comments)
                .filter(comment ->
                        comment.path("author").path("accountId").asText().equals(me))
                .filter(comment -> comment.path("body").toString().contains(marker))
                .min(Comparator.comparingLong(comment -> comment.path("id").asLong()));
        if (ours.isPresent()) {
            String id = ours.get().path("id").asText();
            String url = settings.browseUrl(issueKey) + "?focusedCommentId=" + id;
            return Conversation.end(Outcome.succeeded(id, "", "", url, answer.status()));
        }
        if (comments.size() < COMMENTS_PER_PAGE || olderThan(comments.get(comments.size() - 1), delivery)) {
            return Conversation.end(ABSENT, answer.status(), "no comment with the marker");
        }
        return page + 1 < MAX_PAGES
                ? comments(delivery, issueKey, me, page + 1)
                : Conversation.end(UNKNOWN, answer.status(), "too many comments to search");
    }

    private static boolean olderThan(JsonNode comment, Delivery delivery) {
        try {
            Instant created = OffsetDateTime.parse(comment.path("created").asText(), JIRA_TIME)
                    .toInstant();
            return created.isBefore(delivery.firstSentAt().minus(CLOCKS_APART));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Goes on only when Jira says which account we are. */
    Conversation asOurselves(Function<String, Conversation> then) {
        ProviderRequest myself =
                ProviderRequest.get(settings.base(), "/rest/api/3/myself", Map.of(), settings.headers());
        return Conversation.ask(myself, answer -> {
            String account = answer.json().path("accountId").asText("");
            Optional<Outcome> untrusted = trusted(answer);
            if (untrusted.isPresent()) {
                return Conversation.end(untrusted.get());
            }
            return account.isEmpty()
                    ? Conversation.end(UNKNOWN, answer.status(), "Jira does not say who we are")
                    : then.apply(account);
        });
    }

    /** Empty when the answer can be believed, else what to say instead. A look-up rejects nothing. */
    private static Optional<Outcome> trusted(ProviderAnswer answer) {
        if (JiraAnswers.anonymous(answer)) {
            return Optional.of(Outcome.of(UNKNOWN, answer.status(), "Jira answered anonymously: credentials expired?"));
        }
        return answer.lookedUp();
    }

    private static boolean proves(JsonNode property, Delivery delivery) {
        return property.path("marker").asText().equals(delivery.marker());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
