/** The REST API: what staff and programs read and do, its tokens and permissions, and its problem documents. */
package io.patchbay.api;
