/**
 * What connects the modules: the batch from kept events to planned dispatches, and the steps and configuration of other routes
 * that need several modules. No module it connects knows it.
 */
package io.patchbay.triage;
