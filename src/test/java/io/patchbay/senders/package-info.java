/** Senders of all kinds against a running hub: signed as their providers sign, over real HTTP. */
package io.patchbay.senders;
