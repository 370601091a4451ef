/**
 * The expressions of a source file: where in a raw event a value stands, and what kind of value it is. A small typed
 * language without loops, arithmetic or functions, so that every expression is read in time linear in the event.
 */
package io.patchbay.intake.expression;
