/** Reads the files of {@code connectors-config/destinations}. */
package io.patchbay.connectors.settings;
