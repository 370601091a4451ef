/**
 * What the hub says to Jira, Slack, PagerDuty and the sources, and what their answers mean: a package for each of them, whose
 * connector is one table from operations to {@link io.patchbay.connectors.http.Conversation}s. Composers turn a
 * {@link io.patchbay.dispatch.Delivery} into a request and classifiers turn the answer into an
 * {@link io.patchbay.dispatch.Outcome}; both are pure. {@link io.patchbay.connectors.http.ProviderCalls} puts the guarded HTTP
 * client between them. Here are the destinations as configured, and what wires the connectors.
 */
package io.patchbay.connectors;
