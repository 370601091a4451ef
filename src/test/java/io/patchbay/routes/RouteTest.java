package io.patchbay.routes;

import io.patchbay.Patchbay;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.simulator.ProviderSimulator;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The hub as it ships, with every route file, against the simulated providers: one Camel context for all route tests of a
 * JVM. A test disturbs a step by {@link RouteProbes}, a provider by the simulator's plan of faults.
 */
@CamelSpringBootTest
@SpringBootTest(
        classes = {Patchbay.class, RouteProbes.class, StepCount.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.datasource.url=jdbc:h2:mem:routes;DB_CLOSE_DELAY=-1",
            "patchbay.api-token=route-tests-bootstrap-token",
            "patchbay.dispatch.sweep-poll-ms=500",
            "patchbay.dispatch.quiet-period=1s",
            "logging.level.org.apache.camel.spring.spi.TransactionErrorHandler=OFF"
        })
public abstract class RouteTest {
    protected static final ProviderSimulator PROVIDERS = ProviderSimulator.start();

    @Autowired
    protected RouteProbes probes;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        ConfigCopy config = new ConfigCopy(Files.createTempDirectory("route-tests-"))
                .replace("destinations/slack.yaml", "post_every: 1500ms", "post_every: 0s");
        registry.add("PATCHBAY_CONFIG_DIR", config::path);
        PROVIDERS.environment().forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void nothingIsDisturbed() throws Exception {
        PROVIDERS.reset();
        probes.install();
        probes.reset();
    }
}
