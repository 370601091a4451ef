package io.patchbay.cases;

import io.patchbay.event.Actor;
import io.patchbay.event.CallField;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.VisibleQueues;

/** Something that a named person does to a case. Whoever makes one has checked that the person exists. */
public sealed interface StaffAction {
    String ref();

    By by();

    /**
     * Who does it and why.
     *
     * @param who the directory's id of the person, or the name of a program with its prefix
     * @param why the reason in the person's words, never blank
     * @param queues the queues in which they may do it, checked again once the case is locked: it may have moved meanwhile
     */
    record By(String who, String why, VisibleQueues queues) {

        /** Of a person whose permission was checked while the case was locked already. */
        public By(String who, String why) {
            this(who, why, VisibleQueues.ALL);
        }

        public String actor() {
            return Actor.of(who);
        }

        /** @throws CaseConflict when the case is by now in a queue in which they may not do it */
        void requireIn(CaseBrief brief) {
            if (!queues.contains(brief.queue())) {
                throw new CaseConflict("the case has moved meanwhile; read it again");
            }
        }
    }

    record Note(String ref, By by, String text) implements StaffAction {}

    /** @param reopen whether a case whose status is final may be opened again */
    record Status(String ref, By by, String status, boolean reopen) implements StaffAction {}

    record Owner(String ref, By by, Person owner) implements StaffAction {}

    /**
     * @param level 1 (worst) to 4, or 0 to take the confirmation back
     * @param pages whether that level pages
     */
    record Confirm(String ref, By by, int level, boolean pages) implements StaffAction {}

    /**
     * @param callId the call that is corrected, or the empty string for the case's first
     * @param value of the field's kind
     */
    record Correct(String ref, By by, String callId, CallField field, Object value) implements StaffAction {}

    /** The caller heard the value of the case's first call read back and said that it is right. */
    record ReadBack(String ref, By by, CallField field) implements StaffAction {}

    /** @param queue where the case goes, or the empty string when it goes where the rules sent it */
    record Release(String ref, By by, String queue) implements StaffAction {}
}
