package io.patchbay.directory;

import static io.patchbay.directory.Accounts.LINE_A;
import static io.patchbay.directory.Accounts.LINE_B;
import static io.patchbay.directory.Accounts.SHARED_LINE;
import static io.patchbay.directory.Accounts.UNKNOWN_LINE;
import static io.patchbay.directory.Reports.from;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Origin;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tenant that an operator configures at a provider says whom a line serves, and nothing about the caller. */
class TenantTest {
    private final Directory directory = Accounts.directory();

    private static CallReport call(String line, String tenant) {
        return from(line).said(CallField.TENANT, tenant).report();
    }

    @Test
    void tenant_isTheWordOfTheSource() {
        assertThat(CallField.TENANT.reportedBy()).isEqualTo(Origin.SOURCE);
    }

    @Test
    void tenantOfAnotherAccount_isAWarningAndNoPolicyException() {
        CallReport report = call(LINE_A, "acme");
        AccountMatch match = directory.match(report);

        assertThat(match.level()).isEqualTo(Level.KNOWN);
        assertThat(match.accountId()).isEqualTo("acct-a");
        assertThat(match.scopeCorrection()).isEmpty();
        assertThat(directory.tenantProblem(report, match)).contains(TenantProblem.MISMATCH);
    }

    @Test
    void tenantThatTheDirectoryDoesNotHave_isAWarning() {
        CallReport report = call(LINE_A, "nobody");

        assertThat(directory.match(report).scopeCorrection()).isEmpty();
        assertThat(directory.tenantProblem(report, directory.match(report))).contains(TenantProblem.UNKNOWN);
    }

    @Test
    void tenantOfTheCallersAccount_isNoProblem() {
        for (String tenant : new String[] {"Acme", "everybody", "acct-b"}) {
            CallReport report = call(LINE_B, tenant);
            assertThat(directory.tenantProblem(report, directory.match(report))).isEmpty();
        }
    }

    @Test
    void tenant_choosesAmongTheAccountsThatALineFits_andIsNeverEnoughToTrust() {
        AccountMatch match = directory.match(call(SHARED_LINE, "acme"));

        assertThat(match.account().id()).isEqualTo("acct-b");
        assertThat(match.trusted()).isFalse();
    }

    @Test
    void tenantWithOneAccount_isAGuessForAnUnknownLine_andOneWithSeveralIsNone() {
        AccountMatch one = directory.match(call(UNKNOWN_LINE, "acme"));

        assertThat(one.level()).isEqualTo(Level.MAYBE);
        assertThat(one.account().id()).isEqualTo("acct-b");
        assertThat(directory.match(call(UNKNOWN_LINE, "everybody")).level()).isEqualTo(Level.NONE);
    }

    @Test
    void tenantsOfTheFile_nameAccountsThatExist(@TempDir Path folder) throws IOException {
        ConfigFolder config = new ConfigFolder(folder);
        config.replace(
                "directory/accounts.yaml", "trusted_lines: any", "trusted_lines: any\ntenants: {acme: [acct-1042]}");
        CallReport report = call("+15550100002", "acme");
        Directory shipped = config.load().directory();
        assertThat(shipped.tenantProblem(report, shipped.match(report))).contains(TenantProblem.MISMATCH);

        config.replace("directory/accounts.yaml", "[acct-1042]", "[acct-1043]");
        assertThat(config.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("there is no account 'acct-1043'"));
    }
}
