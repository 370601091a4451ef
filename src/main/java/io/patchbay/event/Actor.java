package io.patchbay.event;

/**
 * How timelines and audit name whoever did something: {@code staff:<id>} for a person, {@code program:<name>} for a program
 * and {@link #BOOTSTRAP} for the bootstrap token. Ids of the directory have no colon, so that none can pass for a program.
 */
public final class Actor {
    /** How the name of a program begins. */
    public static final String PROGRAM = "program:";

    /** The name of the bootstrap token. */
    public static final String BOOTSTRAP = "token:bootstrap";

    private Actor() {}

    /** @param who the directory's id of a person, or the name of a program with its prefix */
    public static String of(String who) {
        return who.indexOf(':') < 0 ? "staff:" + who : who;
    }
}
