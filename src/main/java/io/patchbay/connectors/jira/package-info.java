/** Jira Cloud: tickets, comments, links, look-ups. */
package io.patchbay.connectors.jira;
