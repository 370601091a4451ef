/**
 * Measures: what the hub counted over a time, read from the tables of the other rooms and never written.
 */
package io.patchbay.insights;
