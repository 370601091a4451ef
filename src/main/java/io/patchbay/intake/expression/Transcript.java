package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where an event holds what was said in the call, word for word: a list of turns, or a text with a speaker before each line. */
public final class Transcript {
    private static final int MOST_TURNS = 200;

    private final Reference from;
    private final Pointer speaker;
    private final Pointer words;
    private final Set<String> caller;

    /**
     * @param speaker where inside a turn it stands who speaks
     * @param words where inside a turn it stands what is said
     * @param caller what the sender calls the caller
     */
    Transcript(Reference from, Pointer speaker, Pointer words, Set<String> caller) {
        this.from = from;
        this.speaker = speaker;
        this.words = words;
        this.caller = Set.copyOf(caller);
    }

    /** What the caller says in the first 200 turns, in order, made safe; empty when there is no transcript. */
    public List<String> callerTurns(Message message) {
        List<String> turns = new ArrayList<>();
        JsonNode found = from.read(message);
        if (found.isTextual()) {
            found.textValue().lines().limit(MOST_TURNS).forEach(line -> addLine(line, turns));
        } else {
            for (int i = 0; i < Math.min(found.size(), MOST_TURNS); i++) {
                JsonNode turn = found.path(i);
                add(speaker.read(turn).asText(), words.read(turn).asText(), turns);
            }
        }
        return turns;
    }

    private void addLine(String line, List<String> turns) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            add(line.substring(0, colon), line.substring(colon + 1), turns);
        }
    }

    private void add(String who, String said, List<String> turns) {
        if (caller.contains(who.strip()) && !said.isBlank()) {
            turns.add(SafeText.of(said, Scalars.LONGEST_ENTRY));
        }
    }
}
