package io.patchbay.connectors.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A question to a tool about what it holds now: the conversation that asks, and, when that has ended, what it found. */
public final class ProviderState {
    private final List<ProviderFacts> held = new ArrayList<>();
    private final Conversation conversation;

    /** @param conversation makes the conversation, given where to put what it finds */
    public ProviderState(Function<List<ProviderFacts>, Conversation> conversation) {
        this.conversation = conversation.apply(held);
    }

    public Conversation conversation() {
        return conversation;
    }

    /** Whether there is anything to ask. */
    public boolean isQuestion() {
        return conversation.asks();
    }

    /** What was found; nothing when the tool did not answer, or not in a way that can be believed. */
    public List<ProviderFacts> held() {
        return List.copyOf(held);
    }
}
