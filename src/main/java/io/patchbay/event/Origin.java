package io.patchbay.event;

/** Who said a value. */
public enum Origin {
    /** The caller, as heard by a person or a model: evidence, never authority. */
    CALLER,
    /** The telephony or voice-agent provider, about the call itself: numbers, times, end reason. */
    SOURCE,
    /** The company's directory. */
    DIRECTORY,
    /** A named person of the company. */
    STAFF
}
