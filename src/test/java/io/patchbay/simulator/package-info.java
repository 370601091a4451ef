/**
 * Jira Cloud, the Slack Web API, PagerDuty, a source's write-back URL and the APIs of call providers as one simulator that
 * keeps state like they do and fails on demand like they do. The sandbox, the tests and the measurements use it.
 * {@link io.patchbay.simulator.ProviderSimulator} is the entry point.
 */
package io.patchbay.simulator;
