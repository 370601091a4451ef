package io.patchbay.journeys;

import io.patchbay.storage.Database;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** What trust had confirmed and is no more, over real HTTP on both databases. */
class LostTrustJourneyTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnH2 extends LostTrustPromises {
        OnH2() {
            super("jdbc:h2:mem:trust" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgres extends LostTrustPromises {
        OnPostgres() {
            super(Database.newPostgresUrl());
        }
    }
}
