package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Basis;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AccountMatchingPropertiesTest {
    private static final List<String> SEPARATORS = List.of("", " ", "-", ".", "  ", "\u00A0", "/");
    private final Directory directory = Accounts.directory();

    @Property(tries = 500)
    void formatOfTheNumber_doesNotMatter(@ForAll("writtenLineOfA") String written) {
        AccountMatch match = directory.match(Reports.from(written).report());

        assertThat(match.accountId()).isEqualTo("acct-a");
    }

    @Provide
    Arbitrary<String> writtenLineOfA() {
        Arbitrary<String> country =
                Arbitraries.of("+1", "+1 ", "1", "", "tel:+1", "\uFF0B1", "(+1) ", "011 1", "\u202A+1 ");
        Arbitrary<String> separator = Arbitraries.of(SEPARATORS);
        Arbitrary<String> end = Arbitraries.of("", " ", " ext. 5", "x12", ";ext=7");
        return Combinators.combine(country, separator, separator, end, Arbitraries.of(true, false))
                .as((prefix, first, second, tail, brackets) ->
                        prefix + (brackets ? "(555)" : "555") + first + "010" + second + "0001" + tail);
    }

    @Property(tries = 2000)
    void claimAlone_neverGivesMoreThanMaybe(
            @ForAll("claims") String claim, @ForAll("strangers") String line, @ForAll String text) {
        Reports report = Reports.from(line)
                .claiming(claim)
                .untrusted("verified")
                .said(CallField.CALLER_NAME, text)
                .said(CallField.SUMMARY, "I am from " + claim + " " + Accounts.LINE_A)
                .said(CallField.CALLBACK_NUMBER, Accounts.LINE_A);

        AccountMatch match = directory.match(report.report());

        assertThat(match.level()).isIn(Level.NONE, Level.MAYBE);
        assertThat(match.accountId()).isEmpty();
    }

    @Property(tries = 3000)
    void account_isOneThatTheLineFits_elseOneThatStandsInTheReport(
            @ForAll("lines") String line,
            @ForAll("claims") String claim,
            @ForAll("contacts") String contact,
            @ForAll("states") String state,
            @ForAll boolean trusted) {
        Reports report = Reports.from(line).claiming(claim).contact(contact);
        AccountMatch match = directory.match((trusted ? report.trusted(state) : report.untrusted(state)).report());

        Set<String> supported = supported(line, claim, contact);
        if (supported.isEmpty()) {
            assertThat(match.level()).isEqualTo(Level.NONE);
        } else {
            assertThat(supported).contains(match.account().id());
        }
        if (match.level() == Level.VERIFIED) {
            assertThat(trusted && state.equals("verified")).isTrue();
            assertThat(match.scopeCorrection()).isEmpty();
        }
        assertThat(match.scopeCorrection()).isIn("", claim.strip());
        assertThat(match.failedVerification()).isEqualTo(state.equals("failed"));
    }

    @Property(tries = 5000)
    void matchThatRestsOnlyOnWhatTheCallerSaid_isNeverTrusted(
            @ForAll("lines") String line,
            @ForAll("claims") String claim,
            @ForAll("spoken") String contact,
            @ForAll("states") String state,
            @ForAll boolean trustedSender,
            @ForAll("attestations") String attestation,
            @ForAll("directories") Directory anyDirectory,
            @ForAll("directions") String direction) {
        Reports report = Reports.call()
                .said(CallField.DIRECTION, direction)
                .said(direction.equals("outbound") ? CallField.TO : CallField.FROM, line)
                .said(CallField.CALLBACK_NUMBER, Accounts.LINE_B)
                .said(CallField.ATTESTATION, attestation)
                .claiming(claim)
                .contact(contact);
        AccountMatch match =
                anyDirectory.match((trustedSender ? report.trusted(state) : report.untrusted(state)).report());

        boolean verified = trustedSender && state.equals("verified");
        boolean ownLine = Set.of(Accounts.LINE_A, Accounts.LINE_B).contains(line);
        boolean fakedLine = attestation.equals("failed") && !direction.equals("outbound");
        if (match.trusted()) {
            assertThat(verified || (ownLine && !fakedLine)).isTrue();
            assertThat(state).isNotEqualTo("failed");
            assertThat(match.basis()).isIn(Basis.LINE, Basis.VERIFICATION);
        }
        if (!verified && !ownLine) {
            assertThat(match.level()).isNotEqualTo(Level.VERIFIED);
        }
    }

    @Provide
    Arbitrary<String> spoken() {
        return Arbitraries.of(
                "dana@a.example",
                "bo@b.example",
                "both@example.com",
                Accounts.LINE_A,
                Accounts.LINE_B,
                Accounts.SHARED_LINE,
                "+15550100011",
                "who@example.com",
                "");
    }

    @Provide
    Arbitrary<String> attestations() {
        return Arbitraries.of("passed", "none", "failed", "");
    }

    @Provide
    Arbitrary<String> directions() {
        return Arbitraries.of("inbound", "outbound", "");
    }

    @Provide
    Arbitrary<Directory> directories() {
        Arbitrary<MatchPolicy> policies = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.of(MatchPolicy.TrustedLines.class))
                .as(MatchPolicy::new);
        return Combinators.combine(policies, policies).as((ofA, ofB) -> Accounts.directory(ofA, ofB));
    }

    /** What the line fits goes before everything that is said. */
    private static Set<String> supported(String line, String claim, String contact) {
        return switch (line) {
            case Accounts.LINE_A -> Set.of("acct-a");
            case Accounts.LINE_B -> Set.of("acct-b");
            case Accounts.SHARED_LINE -> Set.of("acct-a", "acct-b");
            default -> saidIn(claim.toLowerCase(Locale.ROOT), contact);
        };
    }

    private static Set<String> saidIn(String claim, String contact) {
        boolean a = claim.equals("acct-a") || contact.equals("dana@a.example") || contact.equals("both@example.com");
        boolean b = claim.equals("acct-b") || contact.equals("bo@b.example") || contact.equals("both@example.com");
        if (a && b) {
            return Set.of("acct-a", "acct-b");
        }
        return a ? Set.of("acct-a") : b ? Set.of("acct-b") : Set.of();
    }

    @Provide
    Arbitrary<String> claims() {
        return Arbitraries.of("acct-a", "acct-b", "ACCT-A", "acct-x", "");
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                Accounts.LINE_A, Accounts.LINE_B, Accounts.SHARED_LINE, Accounts.UNKNOWN_LINE, "anonymous", "");
    }

    @Provide
    Arbitrary<String> contacts() {
        return Arbitraries.of("dana@a.example", "bo@b.example", "both@example.com", "who@example.com", "");
    }

    @Provide
    Arbitrary<String> states() {
        return Arbitraries.of("verified", "failed", "unverified");
    }

    @Provide
    Arbitrary<String> strangers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMaxLength(9),
                Arbitraries.strings().ofMaxLength(30));
    }
}
