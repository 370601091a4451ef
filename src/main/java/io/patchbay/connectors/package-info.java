/**
 * What the hub says to Jira, Slack, PagerDuty and the sources, and what their answers mean. Composers turn a
 * {@link io.patchbay.dispatch.Delivery} into a request and classifiers turn the answer into an
 * {@link io.patchbay.dispatch.Outcome}; both are pure. The Kamelets in {@code routes/connectors} put camel-http between them.
 */
package io.patchbay.connectors;
