package io.patchbay.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the company lets a match rest on, for one account.
 *
 * @param contactKnown whether an address or number that a caller merely says, and that is on record for the account,
 *     makes them known; otherwise it makes a guess for a person. Either way nothing follows from it
 * @param trustedLines which lines on record make a caller one whom the hub trusts
 */
public record MatchPolicy(boolean contactKnown, TrustedLines trustedLines) {

    /** What counts where neither the file nor the account says otherwise. */
    static final MatchPolicy DEFAULT = new MatchPolicy(false, TrustedLines.ANY);

    /** Which lines on record are trusted. One whose attestation failed never is. */
    public enum TrustedLines {
        /** Every line that the network does not say is faked. */
        ANY,
        /** A line for which the network attests that the caller may use it. */
        ATTESTED,
        /** None: only a verification or a member of staff tells who calls. */
        NONE;

        /** The words that a configuration file may say. */
        static List<String> words() {
            return Arrays.stream(values())
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** The policy with what the entry says in place of this one; what it leaves out stays. */
    MatchPolicy with(Entry entry) {
        String contact = entry.text("contact_match");
        String lines = entry.text("trusted_lines");
        return new MatchPolicy(
                contact.isEmpty() ? contactKnown : contact.equals("known"),
                lines.isEmpty() ? trustedLines : TrustedLines.valueOf(lines.toUpperCase(Locale.ROOT)));
    }
}
