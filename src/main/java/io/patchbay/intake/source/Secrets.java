package io.patchbay.intake.source;

import java.util.List;

/** The live secrets of a source, the current one first and the next one after it while it is rotated. Never prints. */
public final class Secrets {
    /** Those of a source that is read without them. */
    static final Secrets NONE = new Secrets(List.of());

    private final List<String> values;

    Secrets(List<String> values) {
        this.values = List.copyOf(values);
    }

    /** One or two secrets, none of them empty; none at all for a source that was only read to be tried. */
    public List<String> values() {
        return values;
    }

    /** The secret that the hub itself signs with: the current one. */
    public String current() {
        return values.get(0);
    }

    @Override
    public String toString() {
        return "<" + values.size() + " secrets>";
    }
}
