/**
 * Attention: what waits for a person, read from the tables of the other modules, each with its owner and the action that ends
 * it. Its own tables hold which of it the operators were notified of.
 */
package io.patchbay.attention;
