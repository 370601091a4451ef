package io.patchbay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a company wants its rules to send labelled texts where they belong, from {@code texts} of the files
 * {@code rules/tests*.yaml}: a rule or an example that makes it worse is found before it is in force.
 */
public final class TextFloors {
    private final Path folder;

    /** @param folder the configuration folder */
    public TextFloors(Path folder) {
        this.folder = folder;
    }

    /**
     * Where the rules stay behind what is asked of them; files that cannot be used are the business of {@link RuleTests}.
     *
     * @throws io.patchbay.platform.ConfigurationException when labelled texts cannot be read
     */
    public List<ConfigurationProblem> failures(RuleSet rules) {
        List<ConfigurationProblem> failures = new ArrayList<>();
        for (Path file : RuleFolder.files(folder, new ArrayList<>())) {
            if (RuleFolder.Kind.of(file) == RuleFolder.Kind.TESTS) {
                Optional<YamlFile> yaml = RuleFolder.read(folder, file, RuleFolder.Kind.TESTS, new ArrayList<>());
                yaml.ifPresent(read -> failures.addAll(failures(read, rules)));
            }
        }
        return failures;
    }

    private List<ConfigurationProblem> failures(YamlFile file, RuleSet rules) {
        List<ConfigurationProblem> failures = new ArrayList<>();
        JsonNode texts = file.tree().path("texts");
        for (int i = 0; i < texts.size(); i++) {
            JsonNode asked = texts.get(i);
            Path labelled = folder.resolve("rules").resolve(asked.path("file").asText());
            TextsReport report = new TextsReport(LabelledTexts.read(labelled).judge(rules));
            String place = "/texts/" + i;
            check(file, place + "/right", asked, report.right().value(), true).ifPresent(failures::add);
            check(
                            file,
                            place + "/sensitive_in_support",
                            asked,
                            report.sensitiveInSupport().value(),
                            false)
                    .ifPresent(failures::add);
            check(
                            file,
                            place + "/support_elsewhere",
                            asked,
                            report.supportElsewhere().value(),
                            false)
                    .ifPresent(failures::add);
        }
        return failures;
    }

    private static Optional<ConfigurationProblem> check(
            YamlFile file, String pointer, JsonNode asked, double share, boolean atLeast) {
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (!asked.has(name)) {
            return Optional.empty();
        }
        double bound = asked.path(name).asDouble();
        if (atLeast ? share >= bound : share <= bound) {
            return Optional.empty();
        }
        String message = String.format(
                Locale.ROOT,
                "%s is %s %.3f, and the rules reach %.3f",
                name,
                atLeast ? "at least" : "at most",
                bound,
                share);
        return Optional.of(
                file.at(pointer, message, "see which texts go elsewhere: java -jar patchbay.jar texts --wrong"));
    }
}
