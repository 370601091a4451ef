package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchbay.rules.LabelledTexts.Judged;
import io.patchbay.rules.LabelledTexts.Labelled;
import io.patchbay.rules.TextsReport.Share;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsReportTest {

    /** The example of 45 in 50 as it stands in textbooks. */
    @Test
    void interval_isWilsons() {
        Share share = new Share(45, 50);
        assertThat(share.low()).isEqualTo(0.786, within(0.001));
        assertThat(share.high()).isEqualTo(0.957, within(0.001));
        assertThat(new Share(0, 0).low()).isZero();
        assertThat(new Share(0, 0).high()).isEqualTo(1);
        assertThat(new Share(0, 100).low()).isZero();
        assertThat(new Share(0, 100).high()).isBetween(0.03, 0.04);
    }

    @Test
    void whatEndsInSupport_isCountedOfTheOthers_andWhatEndsElsewhereOfSupport() {
        TextsReport report = new TextsReport(List.of(
                judged("security", "security", false),
                judged("security", "support", true),
                judged("billing", "privacy", false),
                judged("support", "support", false),
                judged("support", "billing", true)));
        assertThat(report.right()).isEqualTo(new Share(2, 5));
        assertThat(report.sensitiveInSupport()).isEqualTo(new Share(1, 3));
        assertThat(report.supportElsewhere()).isEqualTo(new Share(1, 2));
        assertThat(report.right(true)).isEqualTo(new Share(0, 2));
        assertThat(report.moved("billing", "privacy")).isEqualTo(1);
        assertThat(report.of(Labelled::queue, "security").right()).isEqualTo(new Share(1, 2));
    }

    private static Judged judged(String belongs, String went, boolean unsure) {
        return new Judged(new Labelled(belongs, "en", "plain", "text"), went, Map.of("caller.unsure", unsure));
    }
}
