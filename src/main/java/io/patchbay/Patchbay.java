package io.patchbay;

import io.patchbay.command.Commands;
import io.patchbay.platform.GracefulShutdown;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.observation.web.client.HttpClientObservationsAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;
import org.springframework.boot.autoconfigure.dao.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.sql.init.SqlInitializationAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;

/**
 * The hub. {@code serve} is the default command; the others look, and touch nothing.
 *
 * <p>What is excluded is used by nothing here and costs each start: proxies for annotations that no class has, clients that
 * nothing calls with. {@link io.patchbay.platform.TransactionConfiguration} has the one bean
 * of those that is needed.
 */
@SpringBootApplication(
        exclude = {
            AopAutoConfiguration.class,
            CacheAutoConfiguration.class,
            HttpClientAutoConfiguration.class,
            HttpClientObservationsAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            RestTemplateAutoConfiguration.class,
            SqlInitializationAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
public class Patchbay {
    private static final int NO_MORE_PINNING = 24;

    public static void main(String[] args) {
        wideAsMayBe();
        Commands.run(args).ifPresent(System::exit);
        SpringApplication hub = new SpringApplication(Patchbay.class);
        hub.setRegisterShutdownHook(false);
        GracefulShutdown.register(hub.run(args));
    }

    /**
     * Hundreds of calls in flight cost hundreds of threads before Java 21, and virtual ones hold on to a carrier inside
     * {@code synchronized} before Java 24 (JEP 491). Camel reads the property once, when its first pool is made.
     */
    private static void wideAsMayBe() {
        if (Runtime.version().feature() >= NO_MORE_PINNING) {
            System.getProperties().putIfAbsent("camel.threads.virtual.enabled", "true");
        }
    }
}
