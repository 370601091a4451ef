package io.patchbay.directory;

/**
 * How the company wants callers matched.
 *
 * @param defaultRegion ISO 3166 code for numbers without a country code, or empty
 * @param staleAfterDays how old a record's check may be, in days, before it counts as stale
 * @param contactProves whether an address or number that the caller merely gives as theirs is enough to be known by it
 *     when the line they call from is not on record; otherwise it gives a guess for a person
 */
record AccountPolicy(String defaultRegion, int staleAfterDays, boolean contactProves) {

    static final AccountPolicy DEFAULT = new AccountPolicy("", 365, true);
}
