package io.patchbay.directory;

import static io.patchbay.directory.Accounts.LINE_A;
import static io.patchbay.directory.Accounts.LINE_B;
import static io.patchbay.directory.Accounts.SHARED_LINE;
import static io.patchbay.directory.Accounts.UNKNOWN_LINE;
import static io.patchbay.directory.Reports.call;
import static io.patchbay.directory.Reports.from;
import static io.patchbay.event.AccountMatch.Basis.LINE;
import static io.patchbay.event.AccountMatch.Basis.NONE;
import static io.patchbay.event.AccountMatch.Basis.REFERENCE_ONLY;
import static io.patchbay.event.AccountMatch.Basis.REGISTERED_CONTACT_SPOKEN;
import static io.patchbay.event.AccountMatch.Basis.STAFF;
import static io.patchbay.event.AccountMatch.Basis.VERIFICATION;
import static io.patchbay.event.AccountMatch.Level.KNOWN;
import static io.patchbay.event.AccountMatch.Level.MAYBE;
import static io.patchbay.event.AccountMatch.Level.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.patchbay.directory.MatchPolicy.TrustedLines;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Basis;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Origin;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a match was made, and what may follow from it. */
class AccountTrustTest {
    private static final MatchPolicy SPOKEN_IS_KNOWN = new MatchPolicy(true, TrustedLines.ANY);

    @ParameterizedTest(name = "{0}")
    @MethodSource("callers")
    void match_carriesHowItWasMade(String caller, Reports report, Basis basis, boolean trusted) {
        AccountMatch match = Accounts.directory().match(report.report());

        assertThat(match.basis()).isEqualTo(basis);
        assertThat(match.trusted()).isEqualTo(trusted);
    }

    static Stream<Arguments> callers() {
        return Stream.of(
                arguments("nobody", from(UNKNOWN_LINE), NONE, false),
                arguments("line", from(LINE_A), LINE, true),
                arguments("a contact's line", from("+15550100011"), LINE, true),
                arguments("line, another account named", from(LINE_A).claiming("acct-b"), LINE, true),
                arguments("line and verification", from(LINE_A).trusted("verified"), VERIFICATION, true),
                arguments("line, said by any sender", from(LINE_A).untrusted("verified"), LINE, true),
                arguments("line, verification failed", from(LINE_A).trusted("failed"), LINE, false),
                arguments("line, any sender says failed", from(LINE_A).untrusted("failed"), LINE, false),
                arguments("shared line", from(SHARED_LINE), LINE, false),
                arguments("shared line, one named", from(SHARED_LINE).claiming("acct-b"), LINE, false),
                arguments("shared line, contact of one", from(SHARED_LINE).contact("bo@b.example"), LINE, false),
                arguments(
                        "shared line, verified for one",
                        from(SHARED_LINE).claiming("acct-b").trusted("verified"),
                        VERIFICATION,
                        true),
                arguments(
                        "shared line, contact of one verified",
                        from(SHARED_LINE).contact("bo@b.example").trusted("verified"),
                        VERIFICATION,
                        true),
                arguments("spoken address", call().contact("bo@b.example"), REGISTERED_CONTACT_SPOKEN, false),
                arguments("spoken number", call().contact(LINE_A), REGISTERED_CONTACT_SPOKEN, false),
                arguments(
                        "spoken address of two",
                        call().contact("both@example.com").claiming("acct-b"),
                        REGISTERED_CONTACT_SPOKEN,
                        false),
                arguments(
                        "contact and verification",
                        call().contact("bo@b.example").trusted("verified"),
                        VERIFICATION,
                        true),
                arguments("account named", from(UNKNOWN_LINE).claiming("acct-a"), REFERENCE_ONLY, false),
                arguments(
                        "account and verification",
                        from(UNKNOWN_LINE).claiming("acct-a").trusted("verified"),
                        VERIFICATION,
                        true),
                arguments("staff", from(LINE_B).namedByStaff("acct-a"), STAFF, true),
                arguments(
                        "staff, verification failed",
                        from(LINE_B).trusted("failed").namedByStaff("acct-a"),
                        STAFF,
                        false));
    }

    @Test
    void spokenContact_isAGuessForAPerson_unlessTheAccountSaysOtherwise() {
        Directory onlyB = Accounts.directory(MatchPolicy.DEFAULT, SPOKEN_IS_KNOWN);

        assertThat(onlyB.match(call().contact("dana@a.example").report()).level())
                .isEqualTo(MAYBE);
        assertThat(onlyB.match(call().contact("bo@b.example").report()))
                .matches(match -> match.level() == KNOWN)
                .matches(match -> match.basis() == REGISTERED_CONTACT_SPOKEN)
                .matches(match -> !match.trusted());
    }

    @Test
    void spokenName_amongTheAccountsOfALine_isKnownOnlyWhereTheAccountSaysSo_andNeverTrusted() {
        Directory onlyB = Accounts.directory(MatchPolicy.DEFAULT, SPOKEN_IS_KNOWN);

        assertThat(onlyB.match(from(SHARED_LINE).claiming("acct-a").report()).level())
                .isEqualTo(MAYBE);
        assertThat(onlyB.match(from(SHARED_LINE).claiming("acct-b").report()))
                .matches(match -> match.level() == KNOWN)
                .matches(match -> !match.trusted());
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, passed, KNOWN, true",
        "ANY, none, KNOWN, true",
        "ANY, '', KNOWN, true",
        "ANY, failed, MAYBE, false",
        "ATTESTED, passed, KNOWN, true",
        "ATTESTED, PASSED, KNOWN, true",
        "ATTESTED, none, KNOWN, false",
        "ATTESTED, '', KNOWN, false",
        "ATTESTED, failed, MAYBE, false",
        "NONE, passed, KNOWN, false",
        "NONE, none, KNOWN, false",
        "NONE, failed, MAYBE, false",
    })
    void line_isWorthWhatItsAttestationAndThePolicySay(
            TrustedLines policy, String attestation, Level level, boolean trusted) {
        Directory directory = Accounts.directory(new MatchPolicy(false, policy));

        AccountMatch match = directory.match(
                from(LINE_A).said(CallField.ATTESTATION, attestation).report());

        assertThat(match.level()).isEqualTo(level);
        assertThat(match.trusted()).isEqualTo(trusted);
        assertThat(match.basis()).isEqualTo(LINE);
        assertThat(match.account().id()).isEqualTo("acct-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TN-Validation-Failed-A", "Not Verified", "false", "passed, failed"})
    void attestation_ofAWordThatNobodyKnows_countsAsFailed(String word) {
        AccountMatch match = Accounts.directory()
                .match(from(LINE_A).said(CallField.ATTESTATION, word).report());

        assertThat(match.level()).isEqualTo(MAYBE);
    }

    @Test
    void policyOfOneAccount_leavesTheOthersAsTheyAre() {
        Directory strictB = Accounts.directory(MatchPolicy.DEFAULT, new MatchPolicy(false, TrustedLines.ATTESTED));

        assertThat(strictB.match(from(LINE_A).report()).trusted()).isTrue();
        assertThat(strictB.match(from(LINE_B).report()).trusted()).isFalse();
    }

    @Test
    void numberThatTheCompanyCalled_needsNoAttestation() {
        Reports outbound = from(LINE_B)
                .said(CallField.DIRECTION, "outbound")
                .said(CallField.TO, LINE_A)
                .said(CallField.ATTESTATION, "failed");
        Directory attestedOnly = Accounts.directory(new MatchPolicy(false, TrustedLines.ATTESTED));

        assertThat(attestedOnly.match(outbound.report()))
                .matches(AccountMatch::trusted)
                .extracting(AccountMatch::accountId)
                .isEqualTo("acct-a");
        assertThat(Accounts.directory(new MatchPolicy(false, TrustedLines.NONE))
                        .match(outbound.report())
                        .trusted())
                .isFalse();
    }

    @Test
    void fakedLine_isNoEvidence_butTheVerificationIs() {
        assertThat(faked(call())).matches(match -> match.level() == MAYBE).matches(match -> match.basis() == LINE);
        assertThat(faked(call().trusted("verified")))
                .as("a verification that names nobody")
                .matches(match -> match.level() == MAYBE);
        assertThat(faked(call().claiming("acct-a").trusted("verified")))
                .matches(match -> match.level() == VERIFIED)
                .matches(AccountMatch::trusted);
        assertThat(faked(call().contact("bo@b.example").trusted("verified")))
                .as("the caller's own account, from a line that is not theirs")
                .matches(match -> match.level() == VERIFIED)
                .matches(match -> match.accountId().equals("acct-b"));
        assertThat(faked(call().namedByStaff("acct-a"))).matches(AccountMatch::trusted);
        assertThat(faked(call().contact("dana@a.example").claiming("acct-a")))
                .as("words do not mend a faked line")
                .matches(match -> !match.trusted());
    }

    private static AccountMatch faked(Reports report) {
        return Accounts.directory()
                .match(report.said(CallField.FROM, LINE_A)
                        .said(CallField.ATTESTATION, "failed")
                        .report());
    }

    @Test
    void staffWhoVerifyTheCaller_endTheDistrust() {
        Reports report = from(LINE_A)
                .put(CallField.VERIFICATION_STATE, "verified", Origin.STAFF, Confirmation.CORRECTED, Reports.AT);

        assertThat(Accounts.directory(new MatchPolicy(false, TrustedLines.NONE))
                        .match(report.report())
                        .trusted())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "MAYBE, LINE, false",
        "KNOWN, REGISTERED_CONTACT_SPOKEN, false",
        "KNOWN, REFERENCE_ONLY, false",
        "VERIFIED, VERIFICATION, true",
        "KNOWN, STAFF, true",
    })
    void match_thatNothingMayFollowFrom_cannotBeCalledTrusted(Level level, Basis basis, boolean failed) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new AccountMatch(level, "", Accounts.A.account(), "", failed, "", false, basis, true));
    }
}
