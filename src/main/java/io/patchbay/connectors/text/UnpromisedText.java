package io.patchbay.connectors.text;

import io.patchbay.event.CaseBrief;

/** A case's summary without the promises that the company did not make: where it would read as the company's own word. */
public final class UnpromisedText {
    private static final String INSTEAD = "[a promise that the company did not make; see the ticket]";

    private UnpromisedText() {}

    public static String summary(CaseBrief brief) {
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
