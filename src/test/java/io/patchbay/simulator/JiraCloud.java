package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Jira Cloud, REST v3, in memory. Every project key is taken; issues are numbered from 1 in each. */
public final class JiraCloud {
    public static final String ACCOUNT_ID = "5b10ac8d82e05b22cc7d4ef5";

    private static final Set<String> SEARCH_MEMBERS = Set.of(
            "jql", "maxResults", "fields", "properties", "nextPageToken", "expand", "fieldsByKeys", "reconcileIssues");

    private final JiraIndex index = new JiraIndex();
    private final AtomicLong lastId = new AtomicLong(10_000);
    private final Journal journal;
    private final JiraDetails details;
    private volatile String self = "";
    private volatile boolean anonymous;

    JiraCloud(Journal journal) {
        this.journal = journal;
        this.details = new JiraDetails(journal, lastId);
    }

    void servedAt(String url) {
        self = url + "/rest/api/3/issue/";
    }

    /** An issue that somebody made before, by hand. */
    public void has(long id, String key) {
        String project = key.substring(0, key.indexOf('-'));
        ObjectNode request = Json.mapper().createObjectNode();
        request.putObject("fields")
                .put("summary", "Made by hand")
                .putObject("project")
                .put("key", project);
        index.add(new JiraIssue(id, key, project, request));
    }

    /** How far the search is behind; reading an issue by id or key is not. */
    public void indexLag(Duration lag) {
        index.lag(lag);
    }

    /** Answers as to an expired token: 200 with nothing in it where a search is asked for, 401 and 404 elsewhere. */
    public void anonymous(boolean expired) {
        anonymous = expired;
    }

    /** What a person does in Jira: moves the issue to a status, {@code TO_DO}, {@code IN_PROGRESS} or {@code DONE}. */
    public void move(String key, String status) {
        index.get(key).orElseThrow().move(JiraIssue.Status.valueOf(status));
    }

    /** What a person does in Jira: gives the issue to somebody. */
    public void assign(String key, String accountId) {
        index.get(key).orElseThrow().assign(accountId);
    }

    /**
     * What Jira's webhook says after such a change.
     *
     * @param field what was changed: {@code status} or {@code assignee}
     */
    public String webhook(String key, String field) {
        JiraIssue issue = index.get(key).orElseThrow();
        JsonNode shown = issue.json(self, Set.of());
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("timestamp", issue.updated())
                .put("webhookEvent", "jira:issue_updated")
                .put("issue_event_type_name", "issue_generic");
        body.putObject("user").put("accountId", "5b10somebody");
        body.set("issue", shown);
        ObjectNode changed = body.putObject("changelog")
                .put("id", Long.toString(lastId.incrementAndGet()))
                .putArray("items")
                .addObject();
        changed.put("field", field);
        if (field.equals("status")) {
            changed.put("toString", shown.at("/fields/status/name").asText());
        } else {
            changed.put("to", shown.at("/fields/assignee/accountId").asText());
        }
        return Json.write(body);
    }

    /** Everything that can be read now, of every issue: fields, comments and links, the oldest first. */
    public List<JsonNode> everything() {
        return index.all().stream().map(issue -> (JsonNode) issue.shown()).toList();
    }

    private Answer relate(JsonNode request) {
        String type = request.path("type").path("name").asText();
        String inward = request.path("inwardIssue").path("key").asText();
        String outward = request.path("outwardIssue").path("key").asText();
        Optional<JiraIssue> from = index.get(inward);
        Optional<JiraIssue> to = index.get(outward);
        if (from.isEmpty() || to.isEmpty()) {
            return absent();
        }
        from.get().relate(type, "outwardIssue", outward);
        to.get().relate(type, "inwardIssue", inward);
        return Answer.json(201, null);
    }

    /** The issue as the API shows it, with every property. */
    public Optional<JsonNode> issue(String idOrKey) {
        return index.get(idOrKey).map(issue -> issue.json(self, Set.copyOf(issue.properties.keySet())));
    }

    Answer answer(Endpoint endpoint, Request request) {
        if (endpoint == Endpoint.JIRA_PAGE) {
            return index.get(request.segment(1))
                    .map(issue -> PersonPage.of(issue.key, issue.shown()))
                    .orElseGet(PersonPage::absent);
        }
        if (anonymous || !request.header("authorization").startsWith("Basic ")) {
            return asAnonymous(endpoint);
        }
        return switch (endpoint) {
            case JIRA_CREATE_ISSUE -> create(request.json());
            case JIRA_SEARCH -> search(request.json());
            case JIRA_BULK_FETCH -> bulkFetch(request.json());
            case JIRA_COMMENT_LIST -> details.commentsById(request);
            case JIRA_MYSELF -> Answer.json(200, Map.of("accountId", ACCOUNT_ID, "active", true, "accountType", "app"));
            case JIRA_PERMISSIONS ->
                Answer.json(200, Map.of("permissions", Map.of("BROWSE_PROJECTS", Map.of("havePermission", true))));
            case JIRA_ISSUE_LINK -> relate(request.json());
            default ->
                index.get(request.segment(4))
                        .map(issue -> onIssue(endpoint, issue, request))
                        .orElseGet(JiraCloud::absent);
        };
    }

    private Answer onIssue(Endpoint endpoint, JiraIssue issue, Request request) {
        return endpoint == Endpoint.JIRA_GET_ISSUE
                ? Answer.json(200, issue.json(self, split(request.parameter("properties"))))
                : details.answer(endpoint, issue, request);
    }

    private static Answer asAnonymous(Endpoint endpoint) {
        Answer answer =
                switch (endpoint) {
                    case JIRA_SEARCH -> Answer.json(200, Map.of("issues", List.of(), "isLast", true));
                    case JIRA_BULK_FETCH -> Answer.json(200, Map.of("issues", List.of(), "issueErrors", List.of()));
                    case JIRA_MYSELF, JIRA_CREATE_ISSUE ->
                        Answer.json(401, errors("Client must be authenticated to access this resource.", Map.of()));
                    default -> absent();
                };
        return answer.with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
    }

    private Answer create(JsonNode request) {
        Map<String, String> problems = JiraRequestRules.problems(request);
        if (!problems.isEmpty()) {
            return Answer.json(400, errors("", problems));
        }
        String project = request.path("fields").path("project").path("key").asText();
        JiraIssue issue;
        synchronized (index) {
            String key = project + "-" + index.nextNumber(project);
            issue = new JiraIssue(lastId.incrementAndGet(), key, project, request);
            index.add(issue);
        }
        Set<String> words = new TreeSet<>(issue.labels);
        issue.properties.values().forEach(value -> words.addAll(Journal.words(value)));
        journal.made(Effect.Kind.ISSUE, issue.key, words);
        return Answer.json(201, Map.of("id", Long.toString(issue.id), "key", issue.key, "self", self + issue.id));
    }

    private Answer search(JsonNode request) {
        Set<String> unknown = unknownMembers(request);
        if (!unknown.isEmpty()) {
            return Answer.json(
                    400, errors("Invalid request payload. Refer to the REST API documentation: " + unknown, Map.of()));
        }
        Optional<List<JiraIssue>> found = index.search(request.path("jql").asText());
        if (found.isEmpty()) {
            return Answer.json(400, errors("Unbounded JQL queries are not allowed here.", Map.of()));
        }
        int from = Integer.parseInt(request.path("nextPageToken").asText("0"));
        int most = Math.min(request.path("maxResults").asInt(50), 5_000);
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode issues = page.putArray("issues");
        found.get().stream().skip(from).limit(most).forEach(issue -> issues.add(found(issue, request)));
        boolean last = found.get().size() <= from + most;
        page.put("isLast", last);
        if (!last) {
            page.put("nextPageToken", Integer.toString(from + most));
        }
        return Answer.json(200, page);
    }

    /** Without {@code fields}, the id alone. */
    private ObjectNode found(JiraIssue issue, JsonNode request) {
        ObjectNode json = issue.json(self, texts(request.path("properties")));
        Set<String> fields = texts(request.path("fields"));
        if (fields.isEmpty() || fields.equals(Set.of("id"))) {
            json.remove(List.of("fields", "key", "self"));
        }
        return json;
    }

    private Answer bulkFetch(JsonNode request) {
        Set<String> names = texts(request.path("issueIdsOrKeys"));
        if (names.isEmpty() || names.size() > 100) {
            return Answer.json(400, errors("The number of issues must be between 1 and 100.", Map.of()));
        }
        Set<String> properties = texts(request.path("properties"));
        List<ObjectNode> issues = names.stream()
                .flatMap(name -> index.get(name).stream())
                .map(issue -> issue.json(self, properties))
                .toList();
        return Answer.json(200, Map.of("issues", issues, "issueErrors", List.of()));
    }

    private static Set<String> unknownMembers(JsonNode request) {
        Set<String> names = new TreeSet<>();
        request.fieldNames().forEachRemaining(names::add);
        names.removeAll(SEARCH_MEMBERS);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Set<String> split(String list) {
        return Arrays.stream(list.split(",")).filter(name -> !name.isBlank()).collect(Collectors.toSet());
    }

    static Answer absent() {
        return Answer.json(404, errors("Issue does not exist or you do not have permission to see it.", Map.of()));
    }

    static Map<String, Object> errors(String message, Map<String, String> byField) {
        return Map.of("errorMessages", message.isEmpty() ? List.of() : List.of(message), "errors", byField);
    }

    void clear() {
        index.clear();
        anonymous = false;
        index.lag(Duration.ZERO);
    }
}
