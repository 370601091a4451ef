package io.patchbay.connectors;

import io.patchbay.connectors.http.ProviderState;

/** A question to a tool about what it holds of one or several cases. */
public record ToolStateQuery(String tool, ProviderState state) {}
