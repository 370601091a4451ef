package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {

    private static Lexicon lexicon(String... phrases) {
        SortedMap<String, SortedMap<String, List<String>>> topics = new TreeMap<>();
        topics.put("topic", new TreeMap<>(java.util.Map.of("en", List.of(phrases))));
        return Lexicon.of(topics, new TreeMap<>());
    }

    private static List<String> shipped(String text) {
        return ShippedRules.rules().lexicon().topicsIn(Stream.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data loss",
                "DATA LOSS",
                "there was Data-Loss!",
                "data\n\tloss",
                "dáta löss",
                "da\u0301ta loss",
                "da\u00adta lo\u200bss",
                "\uff44\uff41\uff54\uff41 loss",
                "big_data_loss_event"
            })
    void phrase_isFound_whateverItsCaseAccentsAndPunctuation(String text) {
        assertThat(lexicon("Data loss").topicsIn(Stream.of(text))).containsExactly("topic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "data", "metadata loss", "data lossless", "loss data", "data and loss", "dataloss", "\ud800"
            })
    void phrase_isNotFound_acrossOrInsideOtherWords(String text) {
        assertThat(lexicon("data loss").topicsIn(Stream.of(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sicherheitslücke", "SICHERHEITSLUCKE", "Sicherheitsluecke"})
    void umlaut_isFound_inEverySpelling(String text) {
        assertThat(lexicon("sicherheitslücke").topicsIn(Stream.of("Eine " + text + " im Portal")))
                .containsExactly("topic");
    }

    @Test
    void longerPhrase_doesNotHideAShorterOne() {
        Lexicon lexicon = lexicon("lost all our data today", "our data");
        assertThat(lexicon.topicsIn(Stream.of("we lost all our data yesterday")))
                .containsExactly("topic");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hi, I think we got hacked last night                        | security
            We found an SQL-Injection in your login form                | security
            Jemand hat Zugangsdaten gestohlen, wir wurden GEHACKT       | security
            Nous avons découvert une faille de sécurité                 | security
            Nous avons decouvert une FAILLE DE SECURITE                 | security
            Hemos detectado un acceso no autorizado                     | security
            Please delete my personal data under GDPR                   | privacy
            Ich möchte Auskunft nach DSGVO                              | privacy
            J'exerce mon droit à l’oubli                                | privacy
            I am locked out and can’t log in                            | identity
            Je n’arrive pas à me connecter                              | identity
            We were charged twice on the last invoice                   | billing
            Die Rechnung ist falsch                                     | billing
            No vamos a renovar                                          | cancellation
            Our lawyer will be in touch                                 | legal
            Wir haben Datenverlust                                      | data_loss
            El hospital no puede trabajar                               | medical
            Please call us back                                         | callback
            """)
    void shippedLexicon_findsWhatPeopleSay(String text, String topic) {
        assertThat(shipped(text)).contains(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Card payments fail at checkout since 09:00.",
                "This is Bill, thank you for being patient with Sue",
                "We need the security deposit form",
                "Ich habe eine allgemeine Frage"
            })
    void shippedLexicon_isNotTakenInByWordsThatOnlyLookAlike(String text) {
        assertThat(shipped(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The agent said that service would be back by noon          | restoration_time
            You will get a refund. Have a nice day.                    | refund
            I will credit your account                                 | credit
            Wir erlassen Ihnen die Gebühr                              | contract_terms
            Le service sera rétabli demain                             | restoration_time
            Recibirá un reembolso                                      | refund
            """)
    void shippedLexicon_findsPromises(String text, String kind) {
        assertThat(ShippedRules.rules().lexicon().promisesIn(Stream.of(text)))
                .allSatisfy(claim -> assertThat(claim).startsWith(kind + ": "))
                .hasSize(1);
    }

    @Test
    void promise_isGivenAsTheSentenceItWasHeardIn() {
        Stream<String> texts = Stream.of("Checkout fails. The agent said: we Will  Refund you! Anything else? No.");
        assertThat(ShippedRules.rules().lexicon().promisesIn(texts))
                .containsExactly("refund: The agent said: we Will  Refund you!");
    }

    @Test
    void fiveThousandPhrases_areFoundInALongTextEachWhereItStands() {
        String[] phrases = Stream.iterate(0, i -> i < 5_000, i -> i + 1)
                .map(i -> "alpha beta gamma word" + i)
                .toArray(String[]::new);
        Lexicon lexicon = lexicon(phrases);
        String padding = "alpha beta gamma ".repeat(250);
        assertThat(lexicon.topicsIn(Stream.of(padding + "word5000"))).isEmpty();
        assertThat(lexicon.topicsIn(Stream.of(padding + "word4999"))).containsExactly("topic");
    }
}
