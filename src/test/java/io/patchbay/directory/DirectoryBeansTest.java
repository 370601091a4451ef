package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.ConfigurationException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DirectoryBeansTest {
    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(DirectoryBeans.class)
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void doors_areBeansThatRoutesCanName() {
        context.withPropertyValues("patchbay.config-dir=connectors-config").run(started -> {
            assertThat(started.getBean("directory")).isInstanceOf(Directory.class);
            assertThat(started.getBean("queues")).isInstanceOf(Queues.class);
            assertThat(started.getBean("staff")).isInstanceOf(Staff.class);
        });
    }

    @Test
    void configurationThatCannotBeUsed_stopsTheStart() {
        context.withPropertyValues("patchbay.config-dir=src").run(started -> assertThat(started)
                .getFailure()
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queues.yaml"));
    }
}
