package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.expression.ExpressionReader;
import io.patchbay.intake.expression.Reference;
import io.patchbay.intake.source.SourceConfig.Dedupe;
import io.patchbay.intake.source.SourceConfig.Format;
import io.patchbay.intake.source.SourceConfig.Kind;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.PlainHttp;
import io.patchbay.platform.YamlFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** One file of {@code sources/}. */
final class SourceFile {
    private static final String SCHEMA = "/schema/source.schema.json";
    private static final String USUAL_GRACE_PERIOD = "10m";
    /** A token of RFC 9110, section 5.6.2, up to a pointer into its value. */
    private static final Pattern HEADER = Pattern.compile("header:\\s*((?:(?!#/)[!#$%&'*+.^_`|~0-9A-Za-z-])+)");

    private static final Duration LONGEST_GRACE_PERIOD = Duration.ofDays(7);

    private final YamlFile file;
    private final JsonNode tree;
    private final String name;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final EnvironmentValues environment;
    private final ExpressionReader expressions;
    private final FetchReader fetches;
    private final Use use;
    private final Optional<SourceConfig> source;

    /** What a source is read for. */
    enum Use {
        /** To take events: everything it needs of the environment has to be there. */
        SERVE,
        /** To try its mapping, or to play its sender: it takes what the environment has and does without the rest. */
        TRY
    }

    private SourceFile(YamlFile file, String name, EnvironmentReferences references, Use use) {
        this.file = file;
        this.tree = file.tree();
        this.name = name;
        this.use = use;
        List<ConfigurationProblem> ofEnvironment = use == Use.SERVE ? problems : new ArrayList<>();
        this.environment = new EnvironmentValues(file, ofEnvironment, references, name);
        this.expressions =
                new ExpressionReader(file, problems, tree.path("default_region").asText());
        this.fetches = new FetchReader(file, problems, expressions, references);
        checkName();
        this.source = resolve();
    }

    /**
     * @throws ConfigurationException with all problems of the file
     */
    static SourceFile read(Path configFolder, Path path, EnvironmentReferences references, Use use) {
        String fileName = path.getFileName().toString();
        YamlFile file = YamlFile.read(configFolder, path, SCHEMA);
        SourceFile source = new SourceFile(file, fileName.substring(0, fileName.lastIndexOf('.')), references, use);
        if (!source.problems.isEmpty()) {
            throw new ConfigurationException(source.problems);
        }
        return source;
    }

    String name() {
        return name;
    }

    /** The source, or empty when it is switched off. */
    Optional<SourceConfig> source() {
        return source;
    }

    private void checkName() {
        String written = tree.path("name").asText();
        if (!written.equals(name)) {
            problems.add(file.at(
                    "/name",
                    "the source is called '" + written + "' but its file '" + name + "'",
                    "write name: " + name + ", or name the file " + written + ".yaml"));
        }
        if (file.name().endsWith(".yml")) {
            problems.add(file.at("", "source files end in .yaml", "name the file " + name + ".yaml"));
        }
    }

    /** The mapping is checked even when the source is switched off; secrets and URLs only when it is on. */
    private Optional<SourceConfig> resolve() {
        MappingReader mapping = new MappingReader(file, problems, expressions);
        boolean canonical = tree.path("format").asText().equals("call-report");
        EnvelopeMapping envelope = canonical ? EnvelopeMapping.canonical(mapping.deliveryIds()) : mapping.envelope();
        ReportMapping report = canonical ? ReportMapping.CANONICAL : mapping.report();
        List<Reference> secretsInPayload = secretsInPayload();
        Duration grace = gracePeriod();
        Optional<Reference> challenge = challenge();
        int superviseFirst = superviseFirst();
        Optional<Fetch> poll = fetches.read("poll");
        Optional<Fetch> fetch = fetches.read("fetch");
        boolean plainHttp =
                environment.text(tree.path(PlainHttp.SWITCH).asText()).equals("true");
        Optional<Secrets> live = environment.secrets(tree);
        if (use == Use.TRY) {
            live = live.or(() -> Optional.of(Secrets.NONE));
        } else {
            live.ifPresent(this::checkSignature);
        }
        Optional<SourceConfig> read = live.map(secrets -> new SourceConfig(
                name,
                Kind.valueOf(tree.path("kind").asText().toUpperCase(Locale.ROOT)),
                canonical ? Format.CALL_REPORT : Format.MAPPED,
                secrets,
                environment.resolved("/signature", tree.path("signature")),
                environment.url("/public_url"),
                environment.text(tree.path("trusts_verification").asText()).equals("true"),
                grace,
                tree.path("dedupe").asText().equals("business") ? Dedupe.BUSINESS : Dedupe.EXACT,
                envelope,
                report,
                answer(),
                challenge,
                secretsInPayload,
                environment.url("/write_back/url"),
                superviseFirst,
                poll,
                fetch,
                plainHttp,
                headersRead()));
        if (use == Use.SERVE && !plainHttp) {
            read.ifPresent(this::refusePlainHttp);
        }
        return read;
    }

    private void refusePlainHttp(SourceConfig read) {
        refusePlainHttp("/write_back/url", read.writeBack());
        refusePlainHttp("/poll/url", read.poll().map(Fetch::server));
        refusePlainHttp("/fetch/url", read.fetch().map(Fetch::server));
    }

    private void refusePlainHttp(String pointer, Optional<URI> url) {
        url.filter(PlainHttp::leavesTheMachine)
                .ifPresent(refused -> problems.add(file.at(pointer, PlainHttp.PROBLEM, PlainHttp.FIX)));
    }

    private void checkSignature(Secrets secrets) {
        SignatureCheck.check(
                file,
                environment.resolved("/signature", tree.path("signature")),
                secrets,
                environment.url("/public_url").isPresent(),
                problems);
    }

    /** Every expression that reads a header names it in the file. */
    private SortedSet<String> headersRead() {
        SortedSet<String> names = new TreeSet<>();
        Matcher matcher = HEADER.matcher(tree.toString());
        while (matcher.find()) {
            names.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private List<Reference> secretsInPayload() {
        List<Reference> found = new ArrayList<>();
        JsonNode written = tree.path("secrets_in_payload");
        for (int i = 0; i < written.size(); i++) {
            expressions
                    .reference("/secrets_in_payload/" + i, written.get(i).asText())
                    .ifPresent(found::add);
        }
        return found;
    }

    private Duration gracePeriod() {
        String written = environment.text(tree.path("grace_period").asText(USUAL_GRACE_PERIOD));
        try {
            Duration period = DurationStyle.detectAndParse(written);
            if (!period.isNegative() && period.compareTo(LONGEST_GRACE_PERIOD) <= 0) {
                return period;
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with a period that is out of bounds.
        }
        problems.add(file.at(
                "/grace_period",
                "'" + written + "' is not a time between 0s and 7d",
                "write a number and a unit, like 90s, 10m, 2h or 1d"));
        return Duration.ZERO;
    }

    private int superviseFirst() {
        String written = environment.text(tree.path("supervise_first").asText("0"));
        if (written.matches("\\d{1,6}")) {
            return Integer.parseInt(written);
        }
        problems.add(file.at(
                "/supervise_first",
                "'" + written + "' is not a number of runs",
                "write a whole number from 0, like 100"));
        return 0;
    }

    private Optional<Answer> answer() {
        JsonNode answer = tree.path("answer");
        return answer.has("status")
                ? Optional.of(new Answer(
                        answer.get("status").asInt(),
                        answer.path("content_type").asText(),
                        answer.path("body").asText()))
                : Optional.empty();
    }

    private Optional<Reference> challenge() {
        JsonNode challenge = tree.path("answer").path("challenge");
        return challenge.isMissingNode()
                ? Optional.empty()
                : expressions.reference("/answer/challenge", challenge.asText());
    }
}
