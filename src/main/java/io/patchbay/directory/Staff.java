package io.patchbay.directory;

import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The members of staff and the teams that can own a case, by the ids the destinations know them by. */
public final class Staff {
    private final List<Member> members;
    private final Map<String, Member> byId;
    private final Map<String, Member> bySlackUserId;
    private final Map<String, Member> byJiraAccountId;
    private final Map<String, Member> byPagerdutyUserId;

    Staff(Collection<Member> members) {
        this.members = List.copyOf(members);
        this.byId = index(Member::id);
        this.bySlackUserId = index(Member::slackUserId);
        this.byJiraAccountId = index(Member::jiraAccountId);
        this.byPagerdutyUserId = index(Member::pagerdutyUserId);
    }

    private Map<String, Member> index(Function<Member, String> key) {
        Map<String, Member> index = new HashMap<>();
        members.forEach(member -> index.put(key.apply(member), member));
        index.remove("");
        return Map.copyOf(index);
    }

    /**
     * Somebody of the company. Ids that a destination does not know are the empty string.
     *
     * @param team whether it is a team, which can own cases and does nothing
     * @param roles what they may do
     * @param queues the queues whose cases they work, besides those that name them
     */
    public record Member(
            String id,
            String name,
            String email,
            String jiraAccountId,
            String slackUserId,
            String pagerdutyUserId,
            boolean team,
            Set<Role> roles,
            Set<String> queues,
            List<Absence> away) {

        public Member {
            roles = Set.copyOf(roles);
            queues = Set.copyOf(queues);
            away = List.copyOf(away);
        }

        /** The member as the owner of something, and why they are. */
        public Person because(String why) {
            return new Person(id, name, jiraAccountId, slackUserId, why);
        }

        /** The absence that covers that day, or empty when they are there. */
        Optional<Absence> absence(LocalDate day) {
            return away.stream().filter(absence -> absence.covers(day)).findFirst();
        }
    }

    /** Days somebody is away, the first and the last included. */
    public record Absence(LocalDate from, LocalDate to) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** Everybody, in the order of the file. */
    public List<Member> members() {
        return members;
    }

    /** The last day of absence of those who are away on that day, by their ids. */
    public Map<String, LocalDate> awayOn(LocalDate day) {
        Map<String, LocalDate> away = new HashMap<>();
        members.forEach(member -> member.absence(day).ifPresent(absence -> away.put(member.id(), absence.to())));
        return away;
    }

    /** The member of that id, exactly as the directory writes it. */
    public Optional<Member> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Member> bySlackUserId(String slackUserId) {
        return Optional.ofNullable(bySlackUserId.get(slackUserId));
    }

    public Optional<Member> byJiraAccountId(String jiraAccountId) {
        return Optional.ofNullable(byJiraAccountId.get(jiraAccountId));
    }

    public Optional<Member> byPagerdutyUserId(String pagerdutyUserId) {
        return Optional.ofNullable(byPagerdutyUserId.get(pagerdutyUserId));
    }

    /** Who of the staff the feedback names, as doer or as assignee, by the tool's own id of them. */
    public Map<String, Person> people(List<Feedback> facts) {
        Map<String, Person> people = new HashMap<>();
        for (Feedback fact : facts) {
            for (String id : List.of(fact.actor(), fact.detail("assignee"))) {
                byToolsId(fact.subject(), id)
                        .ifPresent(member -> people.put(id, member.because("assigned in " + fact.source())));
            }
        }
        return people;
    }

    private Optional<Member> byToolsId(String subject, String id) {
        return switch (subject) {
            case "ticket" -> byJiraAccountId(id);
            case "page" -> byPagerdutyUserId(id);
            case "message" -> bySlackUserId(id);
            default -> Optional.empty();
        };
    }

    /** The one member of that name, letter case apart; empty when several have it. Never an authorisation: names repeat. */
    public Optional<Member> byName(String name) {
        String wanted = AccountBook.folded(name);
        List<Member> named = members.stream()
                .filter(member -> AccountBook.folded(member.name()).equals(wanted))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    Set<String> ids() {
        return new TreeSet<>(byId.keySet());
    }
}
