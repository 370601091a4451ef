/** Slack: messages, replies, dialogs, look-ups. */
package io.patchbay.connectors.slack;
