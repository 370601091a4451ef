package io.patchbay;

import io.patchbay.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** The hub. {@code serve} is the default command; the others look, and touch nothing. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Patchbay {
    public static void main(String[] args) {
        Commands.run(args).ifPresent(System::exit);
        SpringApplication hub = new SpringApplication(Patchbay.class);
        hub.setRegisterShutdownHook(false);
        OrderlyEnd.of(hub.run(args));
    }
}
