/** The signed webhooks to the sources of the calls. */
package io.patchbay.connectors.writeback;
