package io.patchbay.cases.feedback;

import io.patchbay.cases.Matter;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The facts that tools reported of cases, and what follows from them on the case rows. The caller has locked the case's row. */
@Repository
public class FactRepository {
    /** The six evidence states; the columns that hold the time of their proof are named after them. */
    public static final List<String> EVIDENCE = List.of(
            "ticket_created",
            "owner_assigned",
            "engineering_engaged",
            "incident_declared",
            "fix_deployed",
            "service_restored");

    private static final int MOST_THAT_COUNT = 2_000;

    private final JdbcClient jdbc;

    public FactRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** The case that has the ticket, the page or the message; else one of which this very thing was reported before. */
    public Optional<String> caseOf(Feedback fact) {
        Optional<String> byReceipt =
                switch (fact.subject()) {
                    case "ticket" ->
                        first(
                                "select case_ref from case_receipt where provider_id = ? and destination = 'jira'",
                                fact.object());
                    case "page" ->
                        fact.key().isEmpty()
                                ? Optional.empty()
                                : first("select ref from support_case where page_id = ?", fact.key());
                    case "message" ->
                        first(
                                "select case_ref from case_receipt where provider_id = ? and destination = 'slack' and channel = ?",
                                fact.object(),
                                fact.key());
                    default -> Optional.empty();
                };
        return byReceipt.or(
                () -> first("select case_ref from case_fact where object = ? order by case_ref limit 1", object(fact)));
    }

    private Optional<String> first(String sql, String... values) {
        return jdbc.sql(sql).params((Object[]) values).query(String.class).list().stream()
                .findFirst();
    }

    /** One tool's ids may look like another's. */
    private static String object(Feedback fact) {
        return fact.subject() + ":" + fact.object();
    }

    /** Adds the fact; false when it is known. */
    public boolean add(String caseRef, Feedback fact, boolean counts) {
        return jdbc.sql("insert into case_fact (case_ref, fact, object, at, counts, content)"
                                + " select ?, ?, ?, cast(? as timestamp with time zone), ?, ? where not exists"
                                + " (select 1 from case_fact where case_ref = ? and fact = ?)")
                        .params(
                                caseRef,
                                fact.fact(),
                                object(fact),
                                time(fact.at()),
                                counts,
                                Json.write(fact),
                                caseRef,
                                fact.fact())
                        .update()
                == 1;
    }

    /** The facts from which the case's standing follows; of very many the newest. */
    public List<Feedback> thatCount(String caseRef) {
        return jdbc.sql("select content from case_fact where case_ref = ? and counts = true order by at desc, fact"
                        + " limit ?")
                .params(caseRef, MOST_THAT_COUNT)
                .query((row, number) -> Json.read(row.getString(1), Feedback.class))
                .list();
    }

    /** @param openMatter what the case claims while it is open, or the empty string */
    public void status(String caseRef, String status, boolean terminal, String openMatter) {
        String claimed = terminal || openMatter.isEmpty() ? null : openMatter;
        String ended = terminal
                ? " ended_matter = coalesce(open_matter, ended_matter), ended_at = coalesce(ended_at, current_timestamp),"
                : " ended_at = null,";
        jdbc.sql("update support_case set status = ?, terminal = ?," + ended + " open_matter = case when exists"
                        + " (select 1 from support_case other where other.open_matter = ? and other.ref <> ?)"
                        + " then null else cast(? as varchar) end where ref = ?")
                .params(status, terminal, claimed, caseRef, claimed, caseRef)
                .update();
    }

    /** The matter that the case claims while it is open, or the empty string. */
    public String openMatter(CaseBrief brief) {
        if (brief.queue().equals("review")) {
            return "";
        }
        String broad = first("select coalesce(matter, '') from support_case where ref = ?", brief.ref())
                .orElse("");
        return Matter.exact(broad, brief.queue(), brief.matter().errorMessage());
    }

    /** @param at when it was proven, or null when the proof is withdrawn */
    public void evidence(String caseRef, String state, Instant at) {
        if (!EVIDENCE.contains(state)) {
            throw new IllegalArgumentException("there is no evidence state of that name");
        }
        jdbc.sql("update support_case set " + state + "_at = cast(? as timestamp with time zone) where ref = ?")
                .params(at == null ? null : time(at), caseRef)
                .update();
    }

    /**
     * What tools reported of the case's ticket or message counts no more, and what they report of it from now on is about no case:
     * it has others.
     */
    public void detach(String caseRef, boolean ticket, boolean message) {
        jdbc.sql("update case_fact set counts = false, object = 'former-' || object where case_ref = ?"
                        + " and (object like ? or object like ?)")
                .params(caseRef, ticket ? "ticket:%" : "", message ? "message:%" : "")
                .update();
    }

    /** Notes it on the cases, and returns those on which it was not known. */
    public List<String> incidentDeclared(Collection<String> caseRefs) {
        InList refs = InList.of(caseRefs);
        List<String> news = jdbc.sql(
                        "select ref from support_case where incident_declared_at is null and ref in " + refs.marks())
                .params(refs.values())
                .query(String.class)
                .list();
        if (!news.isEmpty()) {
            InList fresh = InList.of(news);
            jdbc.sql("update support_case set incident_declared_at = current_timestamp where ref in " + fresh.marks())
                    .params(fresh.values())
                    .update();
        }
        return news;
    }

    /** @param acts what people did from the case's message, oldest first */
    public void acts(String caseRef, List<CaseBrief.Act> acts) {
        jdbc.sql("update support_case set acts = ? where ref = ?")
                .params(Json.write(acts), caseRef)
                .update();
    }

    public void owner(String caseRef, Person owner) {
        CaseBrief brief = jdbc.sql("select brief from support_case where ref = ?")
                .param(caseRef)
                .query((row, number) -> Json.read(row.getString(1), CaseBrief.class))
                .single();
        jdbc.sql("update support_case set owner_id = ?, brief = ? where ref = ?")
                .params(owner.id(), Json.write(brief.ownedBy(owner)), caseRef)
                .update();
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
