package io.patchbay.directory;

/**
 * How the company wants callers matched.
 *
 * @param defaultRegion ISO 3166 code for numbers without a country code, or empty
 * @param staleAfterDays how old a record's check may be, in days, before it counts as stale
 * @param matching what a match may rest on, for the accounts that say nothing else
 */
record AccountPolicy(String defaultRegion, int staleAfterDays, MatchPolicy matching) {

    static final AccountPolicy DEFAULT = new AccountPolicy("", 365, MatchPolicy.DEFAULT);
}
