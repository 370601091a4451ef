package io.patchbay.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The issues, read by id and key at once and by search only after the index has caught up. */
final class JiraIndex {
    private static final Pattern PROJECT = Pattern.compile("(?i)\\bproject\\s*=\\s*\"?([A-Z][A-Z0-9_]*)\"?");
    private static final Pattern LABEL = Pattern.compile("(?i)\\blabels\\s*(?:=|in\\s*\\()\\s*\"?([^\"\\s)]+)\"?");
    private static final Pattern DESCENDING = Pattern.compile("(?i)\\border\\s+by\\s+(created|key|id)\\s+desc");

    private final Map<String, JiraIssue> byName = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<JiraIssue>> byLabel = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<JiraIssue>> byProject = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> lastNumber = new ConcurrentHashMap<>();
    private volatile Duration lag = Duration.ZERO;

    void lag(Duration behind) {
        lag = behind;
    }

    /** The next number in that project; Jira counts without gaps as long as nobody deletes. */
    long nextNumber(String project) {
        return lastNumber.computeIfAbsent(project, key -> new AtomicLong()).incrementAndGet();
    }

    void add(JiraIssue issue) {
        byName.put(issue.key, issue);
        byName.put(Long.toString(issue.id), issue);
        byProject
                .computeIfAbsent(issue.project, key -> new ConcurrentLinkedQueue<>())
                .add(issue);
        issue.labels.forEach(label -> byLabel.computeIfAbsent(label, key -> new ConcurrentLinkedQueue<>())
                .add(issue));
    }

    /** Every issue, the oldest first. */
    List<JiraIssue> all() {
        return byProject.values().stream()
                .flatMap(Collection::stream)
                .sorted(Comparator.comparingLong(issue -> issue.id))
                .toList();
    }

    Optional<JiraIssue> get(String idOrKey) {
        return Optional.ofNullable(byName.get(idOrKey));
    }

    /** What the search finds, or empty when the query is unbounded, which Jira refuses. */
    Optional<List<JiraIssue>> search(String jql) {
        Matcher project = PROJECT.matcher(jql);
        Matcher label = LABEL.matcher(jql);
        boolean labelled = label.find();
        if (!project.find() && !labelled) {
            return Optional.empty();
        }
        String inProject = project.reset().find() ? project.group(1) : null;
        Iterable<JiraIssue> candidates = labelled
                ? byLabel.getOrDefault(label.group(1), new ConcurrentLinkedQueue<>())
                : byProject.getOrDefault(inProject, new ConcurrentLinkedQueue<>());
        long indexed = System.currentTimeMillis() - lag.toMillis();
        List<JiraIssue> found = new ArrayList<>();
        for (JiraIssue issue : candidates) {
            if (issue.created <= indexed && (inProject == null || inProject.equals(issue.project))) {
                found.add(issue);
            }
        }
        Comparator<JiraIssue> byId = Comparator.comparingLong(issue -> issue.id);
        found.sort(DESCENDING.matcher(jql).find() ? byId.reversed() : byId);
        return Optional.of(found);
    }

    void clear() {
        byName.clear();
        byLabel.clear();
        byProject.clear();
        lastNumber.clear();
    }
}
