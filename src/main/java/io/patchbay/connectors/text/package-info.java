/** What somebody else said, made fit to be written down, and the forms of ids and markers. */
package io.patchbay.connectors.text;
