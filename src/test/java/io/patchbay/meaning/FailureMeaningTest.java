package io.patchbay.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMeaningTest {
    /** In how many of the texts that a model has not seen a symptom has to be clear, and how many of these have to be right. */
    private static final double CLEAR = 0.5;

    private static final double RIGHT = 0.75;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The checkout page takes forever to load          | Since this morning the shop is awfully slow
            The export file arrives empty                    | Nightly download of the report fails halfway
            Die Seite braucht ewig zum Laden                 | The page takes ages to load
            Los correos de confirmación no llegan            | Confirmation mails do not arrive
            """)
    void differentWordsForOneFailure_areOneFailure(String one, String other) {
        assertThat(key(one)).isNotEmpty().isEqualTo(key(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORA-00942: table or view does not exist          | ORA-01017: invalid username or password
            Saving fails with E1001                          | Saving fails with E2002
            The API answers HTTP 502                         | The API answers HTTP 401
            The page takes forever to load                   | The confirmation mails do not arrive
            """)
    void differentFailures_areKeptApart(String one, String other) {
        assertThat(key(one)).isNotEmpty().isNotEqualTo(key(other)).isNotEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Saving fails with E1001 for all of us            | We get e1001? No: E1001, whenever we save
            error 502 on every call                          | HTTP 502 from the API
            Fehler 0x80070005 beim Drucken                   | printing ends with 0X80070005
            """)
    void oneCode_isOneFailure_whateverElseIsSaid(String one, String other) {
        assertThat(key(one)).startsWith("code ").isEqualTo(key(other));
    }

    @Test
    void whatTellsOfNoFailure_hasNoKey() {
        assertThat(key("")).isEmpty();
        assertThat(key("Thank you, good bye then.")).isEmpty();
    }

    /** Every fifth text is kept back from a model that learns from the others. */
    @Test
    void symptomsThatAreClear_areRight_inTextsThatWereNotLearntFrom() {
        List<Corpus.Failure> learnt = new ArrayList<>();
        List<Corpus.Failure> kept = new ArrayList<>();
        for (Corpus.Failure failure : Corpus.failures()) {
            (Math.floorMod(failure.text().hashCode(), 5) == 0 ? kept : learnt).add(failure);
        }
        LinearModel model = ModelFitting.fit(
                learnt.stream().map(Corpus.Failure::text).toList(),
                learnt.stream().mapToInt(failure -> failure.symptom().ordinal()).toArray(),
                Symptom.ALL.size());
        List<Corpus.Failure> clear = kept.stream()
                .filter(failure -> share(model, failure) >= FailureMeaning.LEAST_SHARE)
                .toList();
        long right = clear.stream()
                .filter(failure -> best(model, failure) == failure.symptom())
                .count();
        assertThat((double) clear.size() / kept.size()).isGreaterThan(CLEAR);
        assertThat((double) right / clear.size()).isGreaterThan(RIGHT);
    }

    private static double share(LinearModel model, Corpus.Failure failure) {
        return model.highest(Sentences.judged(List.of(failure.text())))[
                best(model, failure).ordinal()];
    }

    private static Symptom best(LinearModel model, Corpus.Failure failure) {
        double[] highest = model.highest(Sentences.judged(List.of(failure.text())));
        int best = 0;
        for (int i = 1; i < highest.length; i++) {
            best = highest[i] > highest[best] ? i : best;
        }
        return Symptom.ALL.get(best);
    }

    private static String key(String text) {
        return FailureMeaning.key(List.of(text));
    }
}
