/**
 * The way in: the webhook door on the raw bytes, the verification of every sender, the inbox that is Camel's idempotent
 * repository, and the translation of what senders say into call reports.
 */
package io.patchbay.intake;
