package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant CHRISTMAS = Instant.parse("2026-12-25T12:00:00Z");

    private ConfigFolder folder;

    @BeforeEach
    void copy(@TempDir Path temporary) throws IOException {
        folder = new ConfigFolder(temporary);
    }

    private Person owner(String queue, AccountMatch match, Instant at) {
        return folder.load().queues().plan(queue, match, at).owner();
    }

    @Test
    void ownerWhoIsThere_ownsTheCase() {
        assertThat(owner("privacy", Matches.NONE, MONDAY_NOON))
                .isEqualTo(new Person(
                        "noor", "Noor Haddad", "5b10a2844c20165700ede206", "U0NOOR0001", "owner of queue privacy"));
    }

    @Test
    void absentOwner_givesWayToTheStandIn() {
        assertThat(owner("privacy", Matches.NONE, CHRISTMAS))
                .extracting(Person::id, Person::why)
                .containsExactly("amara", "stand-in for noor: away until 2027-01-03");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:59:59Z,amara",
        "2026-11-23T07:00:00Z,noor",
        "2026-11-23T16:59:59Z,noor",
        "2026-11-23T17:00:00Z,amara",
        "2026-11-22T12:00:00Z,amara",
        "2026-07-20T06:00:00Z,noor",
        "2026-12-20T23:30:00Z,amara",
        "2027-01-04T08:00:00Z,noor"
    })
    void hours_areThoseOfTheQueuesTimeZone(Instant at, String owner) {
        assertThat(owner("privacy", Matches.NONE, at).id()).isEqualTo(owner);
    }

    @Test
    void absentStandIn_givesWayToTheNextOne() {
        folder.replace("directory/staff.yaml", "  - id: hana", away("hana"))
                .replace("directory/staff.yaml", "  - id: support-tier-2", away("support-tier-2"));

        assertThat(owner("support", Matches.NONE, CHRISTMAS).id()).isEqualTo("jonas");
    }

    @Test
    void nobodyThere_makesItTheLeads_evenWhileTheLeadIsAway() {
        folder.replace("directory/staff.yaml", "  - id: amara", away("amara"))
                .replace("directory/staff.yaml", "  - id: privacy-lead", away("privacy-lead"));

        assertThat(owner("privacy", Matches.NONE, CHRISTMAS))
                .extracting(Person::id, Person::why)
                .containsExactly(
                        "privacy-lead",
                        "lead of queue privacy, as no stand-in is there for noor: away until 2027-01-03");
    }

    @Test
    void commercialCase_belongsToTheOwnerOfTheAccount() {
        assertThat(owner("commercial", Matches.of(Level.KNOWN, "elena", false), MONDAY_NOON))
                .extracting(Person::id, Person::why)
                .containsExactly("elena", "owner of account acct-a");
        assertThat(owner("commercial", Matches.of(Level.VERIFIED, "elena", true), MONDAY_NOON)
                        .why())
                .isEqualTo("owner of account acct-a, from a stale record");
    }

    @Test
    void commercialCase_ofAnAccountThatIsOnlyGuessed_belongsToTheQueue() {
        assertThat(owner("commercial", Matches.of(Level.MAYBE, "elena", false), MONDAY_NOON)
                        .id())
                .isEqualTo("account-desk");
        assertThat(owner("commercial", Matches.NONE, MONDAY_NOON).id()).isEqualTo("account-desk");
        assertThat(owner("billing", Matches.of(Level.VERIFIED, "elena", false), MONDAY_NOON)
                        .id())
                .isEqualTo("sofia");
    }

    @Test
    void absentOwnerOfTheAccount_givesWayToTheQueuesOwner() {
        folder.replace("directory/staff.yaml", "  - id: elena", away("elena"));

        assertThat(owner("commercial", Matches.of(Level.KNOWN, "elena", false), CHRISTMAS))
                .extracting(Person::id, Person::why)
                .containsExactly(
                        "account-desk",
                        "owner of queue commercial; the account's owner elena is away until 2026-12-31");
    }

    @Test
    void unknownQueue_isRefused() {
        Queues queues = folder.load().queues();

        assertThatIllegalArgumentException().isThrownBy(() -> queues.plan("sales", Matches.NONE, MONDAY_NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:00Z,false",
        "2026-11-27T22:00:00Z,true",
        "2026-11-28T05:59:00Z,true",
        "2026-11-28T06:00:00Z,false",
        "2026-11-28T23:00:00Z,false",
        "2026-11-23T03:00:00Z,false"
    })
    void nightShift_belongsToTheDayItStarts(Instant at, boolean inside) {
        Hours weekdayNights = new Hours(
                ZoneId.of("UTC"),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(22, 0),
                LocalTime.of(6, 0));

        assertThat(weekdayNights.contains(at)).isEqualTo(inside);
        assertThat(Hours.ALWAYS.contains(at)).isTrue();
    }

    private static String away(String id) {
        return "  - away: [{ from: 2026-12-24, to: 2026-12-31 }]\n    id: " + id;
    }
}
