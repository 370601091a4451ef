package io.patchbay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What of Camel a route could name is what {@code docs/dependencies.md} lists with a reason, and nothing else. Of Camel the
 * class path here holds what the jar holds, and the test kit, which is told apart by name.
 */
class CamelPartsTest {
    private static final Pattern ROW =
            Pattern.compile("\\| (component|language|data format) \\| ([^|]+) \\| `(camel-[a-z-]+)` \\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Map<String, String> FOLDERS =
            Map.of("component", "component", "language", "language", "data format", "dataformat");

    /** Camel's own test kit; each is in {@code pom.xml} with the scope test, and brings nothing else of Camel. */
    private static final Set<String> TEST_KIT = Set.of("camel-test-spring-junit5", "camel-test-junit5", "camel-mock");

    /** {@code component http} to the library that brings it, the test kit left out. */
    private static Map<String, String> inTheJar() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
            Resource[] services = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/services/org/apache/camel/" + folder.getValue() + "/*");
            for (Resource service : services) {
                if (!TEST_KIT.contains(library(service))) {
                    found.put(folder.getKey() + " " + service.getFilename(), library(service));
                }
            }
        }
        return found;
    }

    private static String library(Resource service) throws IOException {
        return service.getURL().toString().replaceFirst(".*/(camel-[a-z-]+)-[\\d.]+\\.jar!.*", "$1");
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/dependencies.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(row.group(4)).as("why there is " + row.group(2)).hasSizeGreaterThan(10);
                NAME.matcher(row.group(2))
                        .results()
                        .forEach(name -> listed.put(row.group(1) + " " + name.group(1), row.group(3)));
            }
        }
        return listed;
    }

    @Test
    void componentsLanguagesAndDataFormats_areThoseThatTheDocumentGivesAReasonFor() throws IOException {
        assertThat(inTheJar()).isNotEmpty().isEqualTo(listed());
    }

    @Test
    void whatReadsFilesRunsCommandsOrControlsRoutes_isNotOnTheClassPath() throws IOException {
        assertThat(inTheJar().keySet())
                .doesNotContainAnyElementsOf(List.of(
                                "mock",
                                "dataset",
                                "controlbus",
                                "file",
                                "xslt",
                                "rest",
                                "saga",
                                "stub",
                                "language",
                                "exec")
                        .stream()
                        .map(name -> "component " + name)
                        .toList());
    }

    @Test
    void everyComponentThatARouteNames_isThere() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        Pattern uri = Pattern.compile("(?:uri|toD|to|wireTap|enrich): +\"?([a-z][a-z0-9-]*):");
        try (var files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                uri.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> named.add("component " + match.group(1)));
            }
        }
        assertThat(inTheJar().keySet()).containsAll(named);
        assertThat(named).isNotEmpty();
    }

    /** Tests that need a part of Camel which the jar does not have would hide that a route needs it. */
    @Test
    void noTestDependency_bringsAPartOfCamel_butTheTestKit() {
        List<String> parts = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(entry ->
                        entry.matches("camel-(test|mock|timer|file|xpath|stub|dataset)[a-z0-9-]*-[\\d.]+\\.jar"))
                .map(entry -> entry.replaceFirst("-[\\d.]+\\.jar$", ""))
                .toList();
        assertThat(parts).containsExactlyInAnyOrderElementsOf(TEST_KIT);
    }

    @Test
    void testKit_isThereForTestsOnly() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        for (String library : TEST_KIT) {
            assertThat(pom)
                    .containsOnlyOnce("<artifactId>" + library + "</artifactId>")
                    .containsPattern("<artifactId>" + library
                            + "</artifactId>\\s*<version>\\$\\{camel.version}</version>\\s*" + "<scope>test</scope>");
        }
        assertThat(pom).doesNotContain("camel-mock-starter");
    }
}
