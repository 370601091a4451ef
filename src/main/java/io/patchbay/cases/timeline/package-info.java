/** The append-only timeline: its storage, and the entries by which it says what happened to a case. */
package io.patchbay.cases.timeline;
