/**
 * What many calls have in common: the same failure reported by several accounts, and the incidents that come of it.
 */
package io.patchbay.incidents;
