/**
 * Sources: who may post events, as files in {@code sources/} of the configuration folder. A new source is a file, not a
 * release; {@code docs/wiring.md} says how to write one.
 */
package io.patchbay.intake.source;
