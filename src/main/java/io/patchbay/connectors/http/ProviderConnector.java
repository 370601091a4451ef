package io.patchbay.connectors.http;

import io.patchbay.dispatch.Delivery;
import java.util.Map;
import java.util.function.Function;

/** What the hub can do at one destination that speaks HTTP: for each operation the conversation that a delivery begins. */
public interface ProviderConnector {
    /** The destination's name in plans, dispatches and routes. */
    String destination();

    /** How each operation is carried out. */
    Map<String, Function<Delivery, Conversation>> operations();

    /** How it is found out whether an attempt at an operation happened, for those operations where the provider can tell. */
    Map<String, Function<Delivery, Conversation>> lookUps();
}
