package io.patchbay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.patchbay.directory.AccountRecord.Contact;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTablesTest {
    private static final String HEADER =
            "id,name,tier,entitlement,owner,segment,region,renewal_date,products,numbers,high_value,verified_at\r\n";
    private static final String ROW =
            "crm-7,\"Ad \"\"Astra\"\", Ltd\nLondon\",enterprise,24x7,elena,space,eu,2027-03-01,storefront; platform,"
                    + "+44 20 7946 0018;+1 555 010 0077,true,2026-05-01\r\n";
    private static final String SECOND = "crm-8,Plain,standard,,kofi,,,,,,,\r\n";

    private ConfigFolder folder;

    @BeforeEach
    void copy(@TempDir Path temporary) throws IOException {
        folder = new ConfigFolder(temporary);
    }

    @Test
    void table_isReadLikeTheYamlFile() {
        AccountRecord record = folder.write(
                        "directory/accounts.csv", "\uFEFF" + HEADER + ROW + "\r\n,,,,,,,,,,,\r\n" + SECOND)
                .load()
                .directory()
                .record("crm-7")
                .orElseThrow();

        assertThat(record.account().name()).isEqualTo("Ad \"Astra\", Ltd\nLondon");
        assertThat(record.account().products()).containsExactly("storefront", "platform");
        assertThat(record.account().highValue()).isTrue();
        assertThat(record.numbers()).containsExactly("+15550100077", "+442079460018");
        assertThat(record.verifiedAt()).isEqualTo(LocalDate.parse("2026-05-01"));
        assertThat(folder.load().directory().account("crm-8")).isPresent();
        assertThat(folder.load().directory().account("acct-1042")).isPresent();
    }

    @Test
    void tableAlone_isEnough() {
        DirectoryFiles files = folder.delete("directory/accounts.yaml")
                .write("directory/accounts.csv", HEADER + ROW)
                .load();

        assertThat(files.directory().accounts()).hasSize(1);
        assertThat(files.directory()
                        .match(Reports.from("+442079460018").report())
                        .level())
                .isEqualTo(Level.KNOWN);
    }

    @Test
    void contacts_comeFromATableOfTheirOwn() {
        folder.write("directory/accounts.csv", HEADER + ROW)
                .write(
                        "directory/contacts.csv",
                        "account,name,email,phone\nCRM-7,Eve,Eve@Astra.example,+1 555 010 0078\n");

        assertThat(folder.load().directory().record("crm-7").orElseThrow().contacts())
                .containsExactly(new Contact("Eve", "eve@astra.example", "+15550100078", ""));
    }

    @Test
    void problemOfAContact_standsInTheContactsTable() {
        folder.write("directory/accounts.csv", HEADER + ROW)
                .write("directory/contacts.csv", "account,name,phone\ncrm-7,Eve,911\ncrm-9,Bob,\ncrm-7,,\n");

        assertThat(folder.problems())
                .extracting(ConfigurationProblem::file, ConfigurationProblem::line)
                .containsExactlyInAnyOrder(tuple("directory/contacts.csv", 3), tuple("directory/contacts.csv", 4));
    }

    @Test
    void policyForMatches_isThatOfTheRowWhereItHasOne() {
        folder.write(
                "directory/accounts.csv",
                "id,name,tier,owner,contact_match,trusted_lines\na,A,standard,kofi,known,attested\nb,B,standard,kofi,,\n");

        assertThat(folder.load().directory().record("a").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(true, MatchPolicy.TrustedLines.ATTESTED));
        assertThat(folder.load().directory().record("b").orElseThrow().matching())
                .isEqualTo(new MatchPolicy(false, MatchPolicy.TrustedLines.ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "contact_match, certain, there is no contact match 'certain', known",
        "contact_match, knwon, there is no contact match 'knwon', did you mean 'known'?",
        "trusted_lines, all, there is no policy for lines 'all', attested",
        "trusted_lines, atested, there is no policy for lines 'atested', did you mean 'attested'?",
    })
    void unknownWordInARowsPolicy_isNamedWithItsLineAndAFix(String column, String word, String message, String fix) {
        folder.write(
                "directory/accounts.csv",
                "id,name,tier,owner," + column + "\na,A,standard,kofi,\nb,B,standard,kofi," + word + "\n");

        assertThat(folder.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("directory/accounts.csv");
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.fix()).contains(fix);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'id,name,tier,ownr\\na,A,standard,kofi\\n'           | 1 | there is no column 'ownr'
            'id,name,tier\\na,A,standard\\n'                     | 1 | the column 'owner' is missing
            'id,id,name,tier,owner\\na,a,A,standard,kofi\\n'     | 1 | the column 'id' is there twice
            'id,name,tier,owner\\na,A,standard\\n'               | 2 | this record has 3 cells, the header 4
            'id,name,tier,owner\\na,A, Ltd,standard,kofi\\n'     | 2 | this record has 5 cells, the header 4
            'id,name,tier,owner\\na,"A"x,standard,kofi\\n'       | 2 | the quotes do not close
            'id,name,tier,owner\\na,A,gold,kofi\\n'              | 2 | there is no tier 'gold'
            'id,name,tier,owner\\na,A,standard,kofie\\n'         | 2 | there is no member of staff 'kofie'
            'id,name,tier,owner\\na,"A\\nB",standard,kofi\\nb,,standard,kofi\\n' | 4 | the account has no name
            'id,name,tier,owner,high_value\\na,A,standard,kofi,yes\\n' | 2 | there is no value for high_value 'yes'
            'id,name,tier,owner,verified_at\\na,A,standard,kofi,01/02/2026\\n' | 2 | '01/02/2026' is not a date
            'id,name,tier,owner\\nacct-1042,A,standard,kofi\\n'  | 2 | another entry has the same account id
            ''                                                   | 1 | the table has no header
            """)
    void mistake_isNamedWithItsLine(String table, int line, String message) {
        folder.write("directory/accounts.csv", table.replace("\\n", "\n"));

        assertThat(folder.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("directory/accounts.csv");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }
}
