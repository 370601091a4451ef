/** What staff and programs see and do: the REST API, its security and its problems. */
package io.patchbay.console;
