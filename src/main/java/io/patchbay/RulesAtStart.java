package io.patchbay;

import io.patchbay.directory.Queues;
import io.patchbay.directory.Staff;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.Rules;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the rule set against the queues and staff that exist, and keeps its version in the database. */
@Configuration(proxyBeanMethods = false)
class RulesAtStart {
    @Bean
    Rules rules(@Value("${patchbay.config-dir}") Path folder, Queues queues, Staff staff, RuleSetRepository versions) {
        RuleSet ruleSet = new RuleSetLoader(
                        queues.names(),
                        staff.members().stream().map(Staff.Member::id).collect(Collectors.toSet()))
                .load(folder);
        versions.publish(ruleSet, "hub", "found in the configuration folder at start");
        return new Rules(ruleSet);
    }
}
