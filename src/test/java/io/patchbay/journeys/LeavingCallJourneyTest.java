package io.patchbay.journeys;

import io.patchbay.storage.Database;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Calls that leave their case in ways of their own, over real HTTP on both databases. */
class LeavingCallJourneyTest {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnH2 extends LeavingCallPromises {
        OnH2() {
            super("jdbc:h2:mem:leaving" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnPostgres extends LeavingCallPromises {
        OnPostgres() {
            super(Database.newPostgresUrl());
        }
    }
}
