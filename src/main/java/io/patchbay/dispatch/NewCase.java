package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;

/**
 * A new case whose first effects are to be planned.
 *
 * @param incident the reference of the incident that the ticket is to name, or the empty string
 */
public record NewCase(CaseBrief brief, QueuePlan plan, String incident) {}
