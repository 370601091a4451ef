package io.patchbay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which module owns which table, read from the SQL in the sources. */
class TableOwnershipTest {
    private static final Path SOURCES = Path.of("src/main/java/io/patchbay");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern CREATED = Pattern.compile("create table (\\w+)");
    private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

    /** Who else reads a table: a report or a guard that asks the database rather than the owner. */
    private static final Map<String, Set<String>> READERS = Map.of(
            "call_record", Set.of("intake", "rules"),
            "support_case", Set.of("dispatch", "incidents", "platform", "rules"),
            "decision", Set.of("insights", "rules"),
            "case_mark", Set.of("insights"),
            "dispatch", Set.of("cases", "incidents"));

    @Test
    void everyTable_isWrittenByOneModule() throws IOException {
        Map<String, Set<String>> writers = modules("\\b(?:insert into|update|delete from|merge into)\\s+%s\\b");
        assertThat(writers.keySet()).containsExactlyInAnyOrderElementsOf(tables());
        assertThat(writers)
                .allSatisfy((table, modules) -> assertThat(modules).as(table).hasSize(1));
    }

    @Test
    void noOtherModule_readsATable_thanThoseThatAreNamed() throws IOException {
        Map<String, Set<String>> writers = modules("\\b(?:insert into|update|delete from|merge into)\\s+%s\\b");
        Map<String, Set<String>> readers = modules("\\b(?<!delete )(?:from|join|using)\\s+%s\\b");
        Map<String, Set<String>> others = new TreeMap<>();
        readers.forEach((table, modules) -> {
            Set<String> foreign = new TreeSet<>(modules);
            foreign.removeAll(writers.getOrDefault(table, Set.of()));
            if (!foreign.isEmpty()) {
                others.put(table, foreign);
            }
        });
        assertThat(others).isEqualTo(new TreeMap<>(READERS));
    }

    private static List<String> tables() throws IOException {
        List<String> tables = new ArrayList<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                CREATED.matcher(Files.readString(file)).results().forEach(found -> tables.add(found.group(1)));
            }
        }
        return tables;
    }

    /** The modules in whose SQL each table stands behind such words. */
    private static Map<String, Set<String>> modules(String words) throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String sql = JOINED_LITERALS.matcher(Files.readString(file)).replaceAll("");
                String module = SOURCES.relativize(file).getName(0).toString();
                for (String table : tables()) {
                    if (Pattern.compile(words.formatted(table)).matcher(sql).find()) {
                        modules.computeIfAbsent(table, key -> new TreeSet<>()).add(module);
                    }
                }
            }
        }
        return modules;
    }
}
