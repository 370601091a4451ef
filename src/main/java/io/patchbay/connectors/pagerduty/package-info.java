/** PagerDuty: pages and what became of them. */
package io.patchbay.connectors.pagerduty;
