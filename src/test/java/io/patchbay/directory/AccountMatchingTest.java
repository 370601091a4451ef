package io.patchbay.directory;

import static io.patchbay.directory.Accounts.LINE_A;
import static io.patchbay.directory.Accounts.LINE_B;
import static io.patchbay.directory.Accounts.SHARED_LINE;
import static io.patchbay.directory.Accounts.UNKNOWN_LINE;
import static io.patchbay.directory.Reports.AT;
import static io.patchbay.directory.Reports.call;
import static io.patchbay.directory.Reports.from;
import static io.patchbay.event.AccountMatch.Level.KNOWN;
import static io.patchbay.event.AccountMatch.Level.MAYBE;
import static io.patchbay.event.AccountMatch.Level.NONE;
import static io.patchbay.event.AccountMatch.Level.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Origin;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountMatchingTest {
    private final Directory directory = Accounts.directory();

    @ParameterizedTest(name = "{0}")
    @MethodSource("callers")
    void caller_isMatchedAsFarAsTheEvidenceGoes(
            String caller, Reports report, Level level, String account, String correction) {
        AccountMatch match = directory.match(report.report());

        assertThat(match.level()).isEqualTo(level);
        assertThat(match.account() == null ? "" : match.account().id()).isEqualTo(account);
        assertThat(match.scopeCorrection()).isEqualTo(correction);
        assertThat(match.reason()).isNotBlank();
    }

    static Stream<Arguments> callers() {
        return Stream.concat(Stream.concat(byLine(), byContact()), byVerification());
    }

    private static Stream<Arguments> byLine() {
        return Stream.of(
                arguments("nothing at all", call(), NONE, "", ""),
                arguments("unknown line", from(UNKNOWN_LINE), NONE, "", ""),
                arguments("line on record", from(LINE_A), KNOWN, "acct-a", ""),
                arguments("a contact's line", from("+15550100011"), KNOWN, "acct-a", ""),
                arguments("line and its account", from(LINE_A).claiming("ACCT-A "), KNOWN, "acct-a", ""),
                arguments("line, another account claimed", from(LINE_A).claiming("acct-b"), KNOWN, "acct-a", "acct-b"),
                arguments("line, no such account claimed", from(LINE_A).claiming("acct-x"), KNOWN, "acct-a", "acct-x"),
                arguments("shared line", from(SHARED_LINE), MAYBE, "acct-a", ""),
                arguments("shared line, one claimed", from(SHARED_LINE).claiming("acct-b"), MAYBE, "acct-b", ""),
                arguments(
                        "shared line, contact of one", from(SHARED_LINE).contact("bo@b.example"), MAYBE, "acct-b", ""),
                arguments(
                        "shared line, contact of both",
                        from(SHARED_LINE).contact("both@example.com"),
                        MAYBE,
                        "acct-a",
                        ""),
                arguments(
                        "shared line, neither claimed",
                        from(SHARED_LINE).claiming("acct-x"),
                        MAYBE,
                        "acct-a",
                        "acct-x"),
                arguments("line of one, contact of another", from(LINE_A).contact("bo@b.example"), KNOWN, "acct-a", ""),
                arguments(
                        "line of one, contact and claim of another",
                        from(LINE_A).contact("bo@b.example").claiming("acct-b"),
                        KNOWN,
                        "acct-a",
                        "acct-b"),
                arguments(
                        "the company calls the customer",
                        from(LINE_B).said(CallField.DIRECTION, "outbound").said(CallField.TO, LINE_A),
                        KNOWN,
                        "acct-a",
                        ""),
                arguments(
                        "the number to call back is nobody's evidence",
                        from(UNKNOWN_LINE).said(CallField.CALLBACK_NUMBER, LINE_A),
                        NONE,
                        "",
                        ""));
    }

    private static Stream<Arguments> byContact() {
        return Stream.of(
                arguments("contact's address", call().contact(" Dana@A.example"), MAYBE, "acct-a", ""),
                arguments("contact's number", call().contact("(555) 010-0011"), MAYBE, "acct-a", ""),
                arguments("contact of both", call().contact("both@example.com"), MAYBE, "acct-a", ""),
                arguments(
                        "contact of both, one claimed",
                        call().contact("both@example.com").claiming("acct-b"),
                        MAYBE,
                        "acct-b",
                        ""),
                arguments(
                        "contact of one, other claimed",
                        call().contact("bo@b.example").claiming("acct-a"),
                        MAYBE,
                        "acct-b",
                        "acct-a"),
                arguments("unknown contact", call().contact("who@example.com"), NONE, "", ""));
    }

    private static Stream<Arguments> byVerification() {
        return Stream.of(
                arguments("claim alone", from(UNKNOWN_LINE).claiming("acct-a"), MAYBE, "acct-a", ""),
                arguments("claim of nothing known", from(UNKNOWN_LINE).claiming("acct-x"), NONE, "", ""),
                arguments("line and trusted sender", from(LINE_A).trusted("verified"), VERIFIED, "acct-a", ""),
                arguments("line and any sender", from(LINE_A).untrusted("verified"), KNOWN, "acct-a", ""),
                arguments(
                        "line of one, verified for another",
                        from(LINE_A).claiming("acct-b").trusted("verified"),
                        KNOWN,
                        "acct-a",
                        "acct-b"),
                arguments(
                        "shared line, verified for one",
                        from(SHARED_LINE).claiming("acct-b").trusted("verified"),
                        VERIFIED,
                        "acct-b",
                        ""),
                arguments("shared line, verified for none", from(SHARED_LINE).trusted("verified"), MAYBE, "acct-a", ""),
                arguments(
                        "contact and trusted sender",
                        call().contact("bo@b.example").trusted("verified"),
                        VERIFIED,
                        "acct-b",
                        ""),
                arguments(
                        "claim and trusted sender",
                        from(UNKNOWN_LINE).claiming("acct-a").trusted("verified"),
                        VERIFIED,
                        "acct-a",
                        ""),
                arguments(
                        "claim and any sender",
                        from(UNKNOWN_LINE).claiming("acct-a").untrusted("verified"),
                        MAYBE,
                        "acct-a",
                        ""),
                arguments("trusted sender, no account", from(UNKNOWN_LINE).trusted("verified"), NONE, "", ""),
                arguments(
                        "claim and trusted sender without a reference to the proof",
                        call().claiming("acct-a").trusted("verified").without(CallField.VERIFICATION_REFERENCE),
                        MAYBE,
                        "acct-a",
                        ""),
                arguments("staff names the account", from(LINE_B).namedByStaff("acct-a"), KNOWN, "acct-a", ""),
                arguments(
                        "staff names another account than was verified",
                        from(LINE_B).trusted("verified").namedByStaff("acct-a"),
                        KNOWN,
                        "acct-a",
                        ""));
    }

    @Test
    void accountNamedAfterTheVerification_wasNotVerified() {
        Reports report =
                from(UNKNOWN_LINE).trusted("verified").said(CallField.ACCOUNT_REFERENCE, "acct-b", AT.plusSeconds(30));

        assertThat(directory.match(report.report()).level()).isEqualTo(MAYBE);
    }

    @Test
    void contactGivenAfterTheVerification_wasNotVerified() {
        Reports report = call().trusted("verified").said(CallField.CALLER_CONTACT, "bo@b.example", AT.plusSeconds(30));

        assertThat(directory.match(report.report()).level()).isEqualTo(MAYBE);
    }

    @Test
    void staffVerifyingTheCaller_countsLikeATrustedSender() {
        Reports report =
                from(LINE_A).put(CallField.VERIFICATION_STATE, "verified", Origin.STAFF, Confirmation.CORRECTED, AT);

        assertThat(directory.match(report.report()).level()).isEqualTo(VERIFIED);
    }

    @Test
    void correctedBySomebodyElseThanStaff_isNoVerification() {
        Reports report =
                from(LINE_A).put(CallField.VERIFICATION_STATE, "verified", Origin.SOURCE, Confirmation.CORRECTED, AT);

        assertThat(directory.match(report.report()).level()).isEqualTo(KNOWN);
    }

    @Test
    void failedVerification_isBelievedOfEverySender() {
        assertThat(directory.match(from(LINE_A).trusted("failed").report()))
                .matches(AccountMatch::failedVerification)
                .extracting(AccountMatch::level)
                .isEqualTo(KNOWN);
        assertThat(directory
                        .match(from(UNKNOWN_LINE).trusted("failed").report())
                        .failedVerification())
                .isTrue();
        assertThat(directory.match(from(LINE_A).untrusted("failed").report()).failedVerification())
                .isTrue();
    }

    @Test
    void contactName_isTheDirectorysAndNotTheCallers() {
        Reports named = from(LINE_A).said(CallField.CALLER_NAME, "The Boss");

        assertThat(directory.match(named.report()).contactName()).isEmpty();
        assertThat(directory.match(named.contact("dana@a.example").report()).contactName())
                .isEqualTo("Dana");
        assertThat(directory.match(from("+1 555 010 0011").report()).contactName())
                .isEqualTo("Dana");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "anonymous",
                "Restricted",
                "unknown",
                "+266696687",
                "+86282452253",
                "+7378742883",
                "911",
                "0100001",
                "+1",
                "+",
                "5550100",
                "12345678901234567890",
                "sip:+15550100001@evil.example",
                "call +15550100001 now",
                "+15550100001; drop",
                "+15550100001,+15550100002",
                "٣",
                "+999123456789"
            })
    void withheldShortOrGarbledNumber_matchesNobody(String number) {
        assertThat(directory.match(from(number).report()).level()).isEqualTo(NONE);
    }

    @Test
    void account_isFoundByIdWhateverTheLetterCase() {
        assertThat(directory.account("Acct-A")).contains(Accounts.A.account());
        assertThat(directory.account("acct-x")).isEmpty();
        assertThat(directory.accounts()).containsExactly(Accounts.A, Accounts.B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order intake", "Order Intake", "order_intake", " ORDER-INTAKE "})
    void team_isFoundHoweverTheAreaIsWritten(String area) {
        assertThat(directory.team(area)).isEqualTo("team-payments");
        assertThat(directory.team("order")).isEmpty();
    }
}
