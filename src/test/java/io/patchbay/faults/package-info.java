/**
 * The fault kit: hubs as child processes, a PostgreSQL server to break, a sender that never gives up, the simulated
 * providers, and the checker that reads all of it and names every broken promise.
 */
package io.patchbay.faults;
