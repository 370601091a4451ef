package io.patchbay.journeys;

import io.patchbay.storage.Database;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** What a caller says is not who a caller is, over real HTTP on both databases. */
class CallerIdentityJourneyTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnH2 extends CallerIdentityPromises {
        OnH2() {
            super("jdbc:h2:mem:identity" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgres extends CallerIdentityPromises {
        OnPostgres() {
            super(Database.newPostgresUrl());
        }
    }
}
