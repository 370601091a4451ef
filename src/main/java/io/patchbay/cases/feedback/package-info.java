/**
 * What the tools report about tickets, pages and messages: the facts, the company's mapping of them, and the state of a case that
 * follows from both.
 */
package io.patchbay.cases.feedback;
