/** Requests, answers and conversations, as every provider has them that speaks HTTP. */
package io.patchbay.connectors.http;
