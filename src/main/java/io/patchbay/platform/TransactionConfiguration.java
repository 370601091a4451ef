package io.patchbay.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions are asked for in code; there are no proxies that would look for annotations on every bean at start. */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {
    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
