package io.patchbay.directory;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's doors, from the folder that {@code PATCHBAY_CONFIG_DIR} names. */
@Configuration(proxyBeanMethods = false)
class DirectoryBeans {
    @Bean
    DirectoryFiles directoryFiles(@Value("${patchbay.config-dir}") Path folder, Clock clock) {
        return DirectoryFiles.load(folder, clock);
    }

    @Bean
    Directory directory(DirectoryFiles files) {
        return files.directory();
    }

    @Bean
    Queues queues(DirectoryFiles files) {
        return files.queues();
    }

    @Bean
    Permissions permissions(DirectoryFiles files) {
        return new Permissions(files.staff(), files.queues());
    }

    @Bean
    Staff staff(DirectoryFiles files) {
        return files.staff();
    }
}
