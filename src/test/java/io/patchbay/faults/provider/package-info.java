/**
 * Jira Cloud, the Slack Web API, PagerDuty and a source's write-back URL as one simulator that keeps state like they do
 * and fails on demand like they do. {@link io.patchbay.faults.provider.ProviderSimulator} is the door.
 */
package io.patchbay.faults.provider;
