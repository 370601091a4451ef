/**
 * Who the company knows: accounts with their numbers and contacts, staff, product teams, and the queues with who owns
 * them at a given moment. Loaded once from the configuration folder, immutable from then on, and the only authority on
 * which account a caller belongs to.
 */
package io.patchbay.directory;
