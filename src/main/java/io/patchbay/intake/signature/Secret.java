package io.patchbay.intake.signature;

import java.nio.charset.StandardCharsets;

/** A key or token that never prints. Its text leaves this package only as a signature. */
public final class Secret {
    private final String text;

    /**
     * @throws IllegalArgumentException when the text is blank, since anybody can sign with an empty key, or when it
     *     begins or ends with white space, which is a line end left in a file and would refuse every request
     */
    public Secret(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("the secret is empty");
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("the secret begins or ends with white space");
        }
        this.text = text;
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
