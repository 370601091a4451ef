/** The shipped configuration against the JSON schemas that editors and the hub check it with. */
package io.patchbay.configuration;
