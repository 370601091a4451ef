package io.patchbay.faults.provider;

/** The simulated parties. Each listens on a port of its own, so that one of them can refuse connections alone. */
public enum Provider {
    JIRA,
    SLACK,
    PAGERDUTY,
    WRITE_BACK
}
