/**
 * Calls and the cases they become: the phases of a call gathered until it can be decided, the one case per matter with
 * its evidence states, and the timeline to which everything only ever appends.
 */
package io.patchbay.cases;
