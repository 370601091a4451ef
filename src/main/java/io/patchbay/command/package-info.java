/**
 * The command line of the jar: commands that look at the configuration or play a sender, without starting the hub. Like
 * the REST API it may use the entry classes of every module; no module knows it.
 */
package io.patchbay.command;
