/** Approved messages by e-mail. */
package io.patchbay.connectors.email;
