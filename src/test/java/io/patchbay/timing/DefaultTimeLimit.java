package io.patchbay.timing;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Ten seconds on the reference machine for every wait that names no limit; JUnit finds it by itself. */
public final class DefaultTimeLimit implements BeforeAllCallback, BeforeEachCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TimeLimit.ofSeconds(10));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TimeLimit.ofSeconds(10));
    }
}
