package io.patchbay.command;

import io.patchbay.directory.DirectoryFiles;
import io.patchbay.meaning.Topic;
import io.patchbay.rules.LabelledTexts;
import io.patchbay.rules.TextsReport;
import io.patchbay.rules.TextsReport.Share;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the rules by labelled texts: where each goes, by language and by how it was said, and what thresholds cost. */
@Command(name = "texts", description = "how well the rules send labelled texts where they belong")
final class TextsCommand implements Callable<Integer> {
    private static final double[] THRESHOLDS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "lines of queue, language, group and text; the company's own")
    private Path file;

    @Option(
            names = "--calibration",
            description = "the texts that the hub's scores are calibrated with, instead of a file")
    private boolean calibration;

    @Option(names = "--curve", description = "for each topic, what reaches which threshold")
    private boolean curve;

    @Option(names = "--wrong", description = "the texts that go elsewhere")
    private boolean wrong;

    TextsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path config = terminal.configFolder();
        Path from = file == null ? config.resolve("rules/texts/labelled.tsv") : file;
        LabelledTexts texts = calibration ? LabelledTexts.calibration() : LabelledTexts.read(from);
        List<LabelledTexts.Judged> judged =
                texts.judge(RuleFiles.load(config, DirectoryFiles.load(config, Clock.systemUTC())));
        TextsReport report = new TextsReport(judged);
        terminal.out().println("of all texts (95 % intervals)");
        line("all", report);
        report.values(LabelledTexts.Labelled::language)
                .forEach(value -> line(value, report.of(LabelledTexts.Labelled::language, value)));
        report.values(LabelledTexts.Labelled::group)
                .forEach(value -> line(value, report.of(LabelledTexts.Labelled::group, value)));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "unsure: %d texts, %s of them right; the others %s%n",
                        report.right(true).all(),
                        percent(report.right(true)),
                        percent(report.right(false)));
        confusion(report);
        if (curve) {
            curve(report);
        }
        if (wrong) {
            judged.stream().filter(text -> !text.right()).forEach(this::wrong);
        }
        return 0;
    }

    private void line(String name, TextsReport report) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "  %-14s right %s   sensitive in support %s   support elsewhere %s%n",
                        name,
                        interval(report.right()),
                        interval(report.sensitiveInSupport()),
                        interval(report.supportElsewhere()));
    }

    private static String interval(Share share) {
        return String.format(
                Locale.ROOT,
                "%4d/%-4d %5.1f %% (%.1f to %.1f)",
                share.part(),
                share.all(),
                share.value() * 100,
                share.low() * 100,
                share.high() * 100);
    }

    private static String percent(Share share) {
        return String.format(Locale.ROOT, "%.1f %%", share.value() * 100);
    }

    private void confusion(TextsReport report) {
        terminal.out().printf("%n%-12s went to%n%-12s", "belongs to", "");
        Topic.ALL.forEach(topic -> terminal.out().printf(" %10s", topic.key()));
        terminal.out().println();
        for (Topic from : Topic.ALL) {
            terminal.out().printf("%-12s", from.key());
            Topic.ALL.forEach(to -> terminal.out().printf(" %10d", report.moved(from.key(), to.key())));
            terminal.out().println();
        }
    }

    /** For each topic and threshold the share of its own texts that reach it, and of those of support. */
    private void curve(TextsReport report) {
        terminal.out()
                .printf("%nreach the threshold, in %% of the topic's own texts and of those of support%n%-12s", "");
        for (double threshold : THRESHOLDS) {
            terminal.out().printf(Locale.ROOT, "   >= %.1f   ", threshold);
        }
        terminal.out().println();
        for (Topic topic : Topic.ALL) {
            if (topic != Topic.SUPPORT) {
                terminal.out().printf("%-12s", topic.key());
                for (double threshold : THRESHOLDS) {
                    Function<String, Double> reaching =
                            queue -> report.reaching(topic, queue, threshold).value() * 100;
                    terminal.out()
                            .printf(
                                    Locale.ROOT,
                                    " %5.1f %4.1f ",
                                    reaching.apply(topic.key()),
                                    reaching.apply(Topic.SUPPORT.key()));
                }
                terminal.out().println();
            }
        }
    }

    private void wrong(LabelledTexts.Judged text) {
        terminal.out()
                .printf(
                        "%n%s, not %s (%s, %s): %s%n  mentions %s, resembles %s%n",
                        text.queue(),
                        text.labelled().queue(),
                        text.labelled().language(),
                        text.labelled().group(),
                        text.labelled().text(),
                        text.facts().get("caller.mentions"),
                        text.facts().get("caller.nearest_examples"));
    }
}
