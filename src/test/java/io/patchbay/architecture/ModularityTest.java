package io.patchbay.architecture;

import io.patchbay.Patchbay;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesUseEachOthersEntryClassesOnlyAndHaveNoCycles() {
        ApplicationModules.of(Patchbay.class).verify();
    }
}
