package io.patchbay.connectors.email;

/**
 * One e-mail, complete. The Kamelet {@code email-send} sends exactly this and nothing else. No part but the text has a line
 * end.
 *
 * @param id the value of {@code Message-ID}, the same in every attempt
 */
public record EmailMessage(String from, String to, String subject, String id, String text) {

    /** The id only: an address is personal data. */
    @Override
    public String toString() {
        return id;
    }
}
