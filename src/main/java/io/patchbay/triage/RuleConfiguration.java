package io.patchbay.triage;

import io.patchbay.directory.Queues;
import io.patchbay.directory.Staff;
import io.patchbay.platform.Ids;
import io.patchbay.rules.DecisionStore;
import io.patchbay.rules.Drift;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Rules;
import io.patchbay.rules.Simulation;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the rule set against the queues and staff that exist, and puts the version in force that the database names. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RuleConfiguration.class);

    @Bean
    RuleSetLoader ruleSetLoader(Queues queues, Staff staff) {
        return new RuleSetLoader(
                queues.names(), staff.members().stream().map(Staff.Member::id).collect(Collectors.toSet()));
    }

    @Bean
    Rules rules(
            @Value("${patchbay.config-dir}") Path folder,
            @Value("${patchbay.meaning:on}") boolean meaning,
            RuleSetLoader loader) {
        RuleSet ruleSet = loader.load(folder);
        loader.warnings(folder, ruleSet)
                .forEach(warning -> LOG.warn(
                        "severity rule may page for unverified callers place={}:{} problem=\"{}\" fix=\"{}\"",
                        warning.file(),
                        warning.line(),
                        warning.message(),
                        warning.fix()));
        if (!meaning) {
            LOG.warn("calls are routed by exact phrases and reported fields only setting=patchbay.meaning value=off");
        }
        return new Rules(ruleSet, meaning);
    }

    @Bean
    RuleSets ruleSets(RuleSetRepository versions, RuleSetLoader loader, Rules rules, Ids ids) {
        RuleSets ruleSets = new RuleSets(versions, loader, rules, ids);
        RuleSet folder = rules.current();
        ruleSets.start(folder);
        RuleSet inForce = rules.current();
        if (!inForce.hash().equals(folder.hash())) {
            inForce.pagingForUnverified()
                    .forEach(rule -> LOG.warn(
                            "severity rule may page for unverified callers rule={} rule_set={}", rule, inForce.hash()));
        }
        return ruleSets;
    }

    @Bean
    Simulation simulation(DecisionStore decisions, RuleSets ruleSets) {
        return new Simulation(decisions, ruleSets::find);
    }

    @Bean
    Drift drift(DecisionStore decisions, RuleSets ruleSets) {
        return new Drift(decisions, ruleSets);
    }
}
