package io.patchbay.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a refused start by its file, line and fix instead of a stack trace. */
class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(
                "The configuration cannot be used:\n\n" + cause.getMessage(),
                "Mend the places named above; the command 'check' looks at all of them without starting.",
                rootFailure);
    }
}
