package io.patchbay.rules;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the folder {@code rules} of the configuration: {@code lexicon*.yaml} are phrases, {@code examples*.yaml} examples,
 * {@code tests*.yaml} cases, and every other {@code *.yaml} file rules. How they are spread over files makes no difference.
 */
public final class RuleSetLoader {
    private final Set<String> queues;
    private final Set<String> owners;

    /**
     * @param queues the names of the queues that exist
     * @param owners the ids of the staff and teams that can own a rule
     */
    public RuleSetLoader(Set<String> queues, Set<String> owners) {
        this.queues = Set.copyOf(queues);
        this.owners = Set.copyOf(owners);
    }

    /**
     * The rule set in {@code rules} below that configuration folder.
     *
     * @throws ConfigurationException when it cannot be used, with everything that is wrong with it
     */
    public RuleSet load(Path folder) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        boolean lexiconRead = true;
        LexiconFile lexicon = new LexiconFile(problems);
        ExampleFile examples = new ExampleFile(owners, problems);
        List<RuleFile.Draft> drafts = new ArrayList<>();
        for (Path file : RuleFolder.files(folder, problems)) {
            RuleFolder.Kind kind = RuleFolder.Kind.of(file);
            Optional<YamlFile> yaml = RuleFolder.read(folder, file, kind, problems);
            switch (kind) {
                case LEXICON -> {
                    yaml.ifPresent(lexicon::add);
                    lexiconRead &= yaml.isPresent();
                }
                case EXAMPLES -> yaml.ifPresent(examples::add);
                case RULES -> yaml.ifPresent(read -> drafts.addAll(RuleFile.drafts(read)));
                case TESTS -> {}
            }
        }
        Optional<Lexicon> topics = lexiconRead ? Optional.of(lexicon.lexicon()) : Optional.empty();
        List<CompiledRule> rules = new RuleSetCheck(queues, owners, topics, problems).compile(drafts);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(sorted(problems));
        }
        return RuleSet.of(rules, lexicon.lexicon(), examples.examples());
    }

    /**
     * What in {@code rules} below that configuration folder can be used and should be looked at all the same: severity rules
     * that may page for callers who are not verified.
     *
     * @param ruleSet what {@link #load(Path)} made of the folder
     */
    public List<ConfigurationProblem> warnings(Path folder, RuleSet ruleSet) {
        List<String> open = ruleSet.pagingForUnverified();
        List<ConfigurationProblem> warnings = new ArrayList<>();
        for (Path file : RuleFolder.files(folder, new ArrayList<>())) {
            if (RuleFolder.Kind.of(file) == RuleFolder.Kind.RULES) {
                RuleFolder.read(folder, file, RuleFolder.Kind.RULES, new ArrayList<>())
                        .map(RuleFile::drafts)
                        .orElse(List.of())
                        .stream()
                        .filter(draft -> open.contains(draft.rule().id()))
                        .map(draft -> draft.problem(
                                "when",
                                "the rule " + draft.rule().id() + " may page for callers who are not verified",
                                "join it with directory.account_verified, or count the accounts that report the failure:"
                                        + " signals.distinct_accounts >= 3"))
                        .forEach(warnings::add);
            }
        }
        return sorted(warnings);
    }

    /**
     * The rule set that those files make, as if they stood in the folder. Test files among them have to pass.
     *
     * @param files name and content; names like {@code routing.yaml}
     * @throws ConfigurationException when it cannot be used, with everything that is wrong with it
     */
    public RuleSet load(Map<String, String> files) {
        try (DraftFolder draft = DraftFolder.of(files)) {
            RuleSet ruleSet = load(draft.folder());
            List<ConfigurationProblem> failures =
                    RuleTests.load(draft.folder()).run(ruleSet).failures();
            if (!failures.isEmpty()) {
                throw new ConfigurationException(sorted(failures));
            }
            return ruleSet;
        }
    }

    private static List<ConfigurationProblem> sorted(List<ConfigurationProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(ConfigurationProblem::file)
                        .thenComparing(ConfigurationProblem::line)
                        .thenComparing(ConfigurationProblem::column))
                .toList();
    }
}
