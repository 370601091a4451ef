/**
 * Deciding: rule sets of CEL conditions over typed facts, the lexicon that finds topics in what was said, and decisions
 * that explain themselves and can be made again. {@link io.patchbay.rules.Rules} is the door; everything behind it is a
 * pure function of facts and rules.
 */
package io.patchbay.rules;
