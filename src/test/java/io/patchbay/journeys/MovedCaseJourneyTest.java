package io.patchbay.journeys;

import io.patchbay.storage.Database;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Cases whose account or queue turns out to be another one, over real HTTP on both databases. */
class MovedCaseJourneyTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnH2 extends MovedCasePromises {
        OnH2() {
            super("jdbc:h2:mem:moved" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgres extends MovedCasePromises {
        OnPostgres() {
            super(Database.newPostgresUrl());
        }
    }
}
