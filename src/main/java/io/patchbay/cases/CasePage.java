package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import java.util.List;

/**
 * A page of cases, newest first.
 *
 * @param next the cursor of the next page, or null on the last one
 */
public record CasePage(List<CaseBrief> cases, String next) {}
