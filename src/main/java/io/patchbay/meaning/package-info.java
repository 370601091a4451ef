/**
 * What a text resembles: sentences against labelled examples, by a linear model over words and parts of words. It is fitted
 * at build time from the shipped examples, taken further by a company's own, and needs neither a network nor native code.
 * What it says is evidence about a caller's words and nothing else.
 */
package io.patchbay.meaning;
