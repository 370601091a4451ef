package io.patchbay.connectors;

import io.patchbay.event.CaseBrief;

/** A case's summary without the promises that the company did not make: where it would read as the company's own word. */
final class Unpromised {
    private static final String INSTEAD = "[a promise that the company did not make; see the ticket]";

    private Unpromised() {}

    static String summary(CaseBrief brief) {
        String text = brief.matter().summary();
        for (String claim : brief.unsupportedClaims()) {
            String said = claim.substring(claim.indexOf(": ") < 0 ? 0 : claim.indexOf(": ") + 2);
            if (!said.isBlank()) {
                text = text.replace(said, INSTEAD);
            }
        }
        return text;
    }
}
