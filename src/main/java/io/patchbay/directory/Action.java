package io.patchbay.directory;

import java.util.EnumMap;
import java.util.Map;

/** Something that staff and programs do, the roles that open it, and in which queues each of them does. */
public enum Action {
    /** Read cases and everything that belongs to them. */
    READ(By.ANYBODY, visibleTo(Role.values())),
    /** Read the metrics, which count every queue. */
    READ_METRICS(By.ANYBODY, anywhere(Role.OPERATOR, Role.AUDITOR)),
    /** Notes, status, owner, corrections, read-back and release. */
    WORK_CASE(By.ANYBODY, worked(Role.AGENT, Role.LEAD)),
    /** Confirm a severity, lower it, or take it back. */
    SET_SEVERITY(By.PERSON, worked(Role.LEAD, Role.INCIDENT_COMMANDER)),
    /** Have a case take what its tool holds. */
    MEND_DRIFT(By.ANYBODY, worked(Role.AGENT, Role.LEAD), visibleTo(Role.OPERATOR)),
    /** Say what became of a dispatch that the hub cannot decide. */
    DECIDE_DISPATCH(By.PERSON, worked(Role.LEAD), visibleTo(Role.OPERATOR)),
    /** Send dead dispatches again. */
    REPLAY_DISPATCH(By.ANYBODY, worked(Role.LEAD), visibleTo(Role.OPERATOR)),
    /** Put an event that was set aside back to work. */
    READMIT_EVENT(By.ANYBODY, anywhere(Role.OPERATOR)),
    /** Make a stored decision again, without effect. */
    REPLAY_DECISION(By.ANYBODY, visibleTo(Role.LEAD, Role.RULE_OWNER, Role.OPERATOR, Role.AUDITOR)),
    /** Ask what a draft would change, without effect. */
    SIMULATE_RULES(By.ANYBODY, anywhere(Role.RULE_OWNER, Role.AUDITOR)),
    PUBLISH_RULES(By.ANYBODY, anywhere(Role.RULE_OWNER)),
    /** Approve a rule set that somebody else published. */
    APPROVE_RULES(By.PERSON, anywhere(Role.RULE_OWNER, Role.APPROVER)),
    /** Put a rule set in force, a new one or an earlier one. */
    ACTIVATE_RULES(By.PERSON, anywhere(Role.RULE_OWNER)),
    /** Declare an incident, or dismiss one that was proposed. */
    DECLARE_INCIDENT(By.PERSON, anywhere(Role.INCIDENT_COMMANDER)),
    /** Move an incident's stage, write its messages, link its cases. */
    RUN_INCIDENT(By.PERSON, anywhere(Role.INCIDENT_COMMANDER)),
    /** Approve what customers are told, written by somebody else. */
    APPROVE_MESSAGE(By.PERSON, anywhere(Role.APPROVER)),
    /** Note that a case's people have seen an update. */
    ACKNOWLEDGE_UPDATE(By.ANYBODY, worked(Role.AGENT, Role.LEAD), visibleTo(Role.INCIDENT_COMMANDER)),
    /** See who holds tokens of the API. */
    LIST_TOKENS(By.ANYBODY, anywhere(Role.OPERATOR, Role.AUDITOR)),
    /** Make and revoke tokens of the API. */
    MANAGE_TOKENS(By.PERSON, anywhere(Role.OPERATOR));

    /** Who may hold the role for this at all: some things only a named person does. */
    enum By {
        PERSON,
        ANYBODY
    }

    /** In which queues a role opens an action. */
    enum Scope {
        /** Those that the directory gives them. */
        WORKED,
        /** Those that they may see. */
        VISIBLE,
        /** The action is about no queue. */
        ANYWHERE
    }

    private final By by;
    private final Map<Role, Scope> grants = new EnumMap<>(Role.class);

    @SafeVarargs
    Action(By by, Map<Role, Scope>... grants) {
        this.by = by;
        for (Map<Role, Scope> each : grants) {
            this.grants.putAll(each);
        }
    }

    private static Map<Role, Scope> worked(Role... roles) {
        return in(Scope.WORKED, roles);
    }

    private static Map<Role, Scope> visibleTo(Role... roles) {
        return in(Scope.VISIBLE, roles);
    }

    private static Map<Role, Scope> anywhere(Role... roles) {
        return in(Scope.ANYWHERE, roles);
    }

    private static Map<Role, Scope> in(Scope scope, Role... roles) {
        Map<Role, Scope> grants = new EnumMap<>(Role.class);
        for (Role role : roles) {
            grants.put(role, scope);
        }
        return grants;
    }

    boolean isPersonal() {
        return by == By.PERSON;
    }

    /** The roles that open it, each with its queues. */
    Map<Role, Scope> grants() {
        return grants;
    }
}
