/**
 * The command line of the jar: commands that look at the configuration or play a sender, without starting the hub. Like
 * the console it stands above the rooms and may use their doors; no room knows it.
 */
package io.patchbay.command;
