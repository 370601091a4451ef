package io.patchbay.event;

import java.util.List;

/**
 * What the company's own systems and the calls of several accounts say about a failure. Authoritative.
 *
 * @param signature the failure this call reports (product area, error, region), or the empty string when it names none
 * @param distinctAccounts how many accounts whose callers are known or verified reported the signature inside the
 *     window, this one included
 * @param monitoring the names of firing monitors and open status-page incidents on the product area
 * @param openIncident the id of the declared incident on the signature, or the empty string
 * @param knownIncident the id of that incident, or else of one that is only proposed; or the empty string
 */
public record Signals(
        String signature, long distinctAccounts, List<String> monitoring, String openIncident, String knownIncident) {

    public static final Signals NONE = new Signals("", 0, List.of(), "", "");

    public Signals {
        monitoring = List.copyOf(monitoring);
    }
}
