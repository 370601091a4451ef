package io.patchbay.intake;

import io.patchbay.sandbox.RunningHub;
import io.patchbay.storage.Database;
import java.util.HashMap;
import java.util.Map;

/** A hub on PostgreSQL whose providers nobody plays, one for all tests of this JVM; it ends with it. */
final class DeafHub {
    static final String NEXT_SECRET = "whsec_bmV4dC1zZWNyZXQtd2hpbGUtcm90YXRpbmctc291cmNl";

    private static RunningHub hub;

    private DeafHub() {}

    static synchronized RunningHub shared() {
        if (hub == null) {
            Map<String, String> settings = new HashMap<>(deafProviders());
            settings.put("spring.datasource.url", Database.newPostgresUrl());
            settings.put("server.port", "0");
            settings.put("SOURCE_GENERIC_SECRET_NEXT", NEXT_SECRET);
            hub = RunningHub.start(settings);
        }
        return hub;
    }

    /** Providers that nobody plays: what is meant for them waits. */
    static Map<String, String> deafProviders() {
        String nowhere = "http://127.0.0.1:9";
        return Map.of(
                "JIRA_BASE_URL", nowhere,
                "JIRA_EMAIL", "hub@example.com",
                "JIRA_API_TOKEN", "jira-token",
                "SLACK_BASE_URL", nowhere + "/api",
                "SLACK_BOT_TOKEN", "slack-token",
                "PAGERDUTY_EVENTS_URL", nowhere,
                "PAGERDUTY_API_URL", nowhere,
                "PAGERDUTY_API_TOKEN", "pagerduty-token",
                "PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
    }
}
