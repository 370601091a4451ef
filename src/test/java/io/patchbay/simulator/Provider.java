package io.patchbay.simulator;

/** The simulated parties. Each listens on a port of its own, so that one of them can refuse connections alone. */
public enum Provider {
    JIRA,
    SLACK,
    PAGERDUTY,
    WRITE_BACK,
    /** The telephony and voice-agent providers, which the hub asks about calls. */
    CALLS
}
