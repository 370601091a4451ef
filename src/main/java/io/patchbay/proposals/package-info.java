/** Sentences that people propose as examples, after a call that went to the wrong queue. */
package io.patchbay.proposals;
