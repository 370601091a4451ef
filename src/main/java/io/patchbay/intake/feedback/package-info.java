/** What Jira, Slack, PagerDuty, Statuspage and Alertmanager say, in one form. Pure functions of what was received. */
package io.patchbay.intake.feedback;
