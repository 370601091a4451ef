package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstTicketTest {
    @Test
    void hubStarts() {
        try (Providers providers = new Providers(0).start()) {
            Map<String, String> settings = new HashMap<>(providers.environment());
            settings.put("server.port", "0");
            settings.put("spring.datasource.url", "jdbc:h2:mem:first;DB_CLOSE_DELAY=-1");
            try (RunningHub hub = RunningHub.start(settings)) {
                assertThat(hub.get("/api/v1/cases").toString()).isEqualTo("{\"cases\":[],\"next\":null}");
            }
        }
    }
}
