/**
 * The canonical data model: what the rooms say to each other. Records and enums on {@code java..} only, so that any
 * of them can be built in a test, stored, replayed and read without a framework.
 */
package io.patchbay.event;
