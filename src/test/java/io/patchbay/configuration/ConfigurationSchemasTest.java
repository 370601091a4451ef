package io.patchbay.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.directory.Role;
import io.patchbay.event.CallField;
import io.patchbay.event.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor says of the shipped configuration, and that the hub agrees. */
class ConfigurationSchemasTest {
    private static final Pattern MODELINE = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)");

    static List<Path> shippedFiles() throws IOException {
        return yamlOrJson(Path.of("connectors-config"), ".yaml");
    }

    static List<Path> schemas() throws IOException {
        return yamlOrJson(Path.of("src/main/resources/schema"), ".json");
    }

    private static List<Path> yamlOrJson(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static ConfigurationSchema schemaOf(Path file) throws IOException {
        Matcher modeline = MODELINE.matcher(Files.readAllLines(file).get(0));
        assertThat(modeline.matches()).as("first line of " + file).isTrue();
        Path schema = file.resolveSibling(modeline.group(1)).normalize();
        assertThat(schema).exists();
        return ConfigurationSchema.at(schema);
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyShippedFile_namesItsSchemaInItsFirstLineAndKeepsIt(Path file) throws IOException {
        assertThat(schemaOf(file).validate(ConfigurationSchema.yaml(Files.readString(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyMisspeltTopLevelKey_isRefusedByItsSchema(Path file) throws IOException {
        ConfigurationSchema schema = schemaOf(file);
        JsonNode written = ConfigurationSchema.yaml(Files.readString(file));
        List<String> keys = new ArrayList<>();
        written.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            ObjectNode misspelt = written.deepCopy();
            misspelt.set(key + "x", misspelt.remove(key));
            assertThat(schema.validate(misspelt)).as(key + "x").isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everySchema_isOf202012AndDescribesEachProperty(Path file) {
        JsonNode schema = ConfigurationSchema.at(file).tree();
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        List<String> bare = new ArrayList<>();
        collectBare(schema, "", bare);
        assertThat(bare).isEmpty();
    }

    /** Conditions under {@code allOf} name a property again, to choose by its value. */
    private static void collectBare(JsonNode node, String pointer, List<String> bare) {
        if (node.path("properties").isObject() && !pointer.startsWith("/allOf")) {
            node.path("properties").properties().forEach(property -> {
                if (property.getValue().path("description").asText().isBlank()) {
                    bare.add(pointer + "/properties/" + property.getKey());
                }
            });
        }
        node.properties().forEach(member -> collectBare(member.getValue(), pointer + "/" + member.getKey(), bare));
    }

    @Test
    void fieldsOfASource_areThoseOfACallReport() {
        assertThat(ConfigurationSchema.named("source").keys("/properties/fields/properties"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CallField.values()).map(CallField::path).toList());
    }

    @Test
    void fieldsOfTheCanonicalReport_areThoseOfACallReport() {
        ConfigurationSchema report = ConfigurationSchema.named("call-report");
        List<String> paths = report.keys("/properties/data/properties").stream()
                .flatMap(group -> report.keys("/properties/data/properties/" + group + "/properties").stream()
                        .map(name -> group + "." + name))
                .filter(path -> !path.equals("call.id"))
                .toList();
        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CallField.values()).map(CallField::path).toList());
    }

    @Test
    void phasesThatTheSchemaTells_areThoseThatTheHubKnows() {
        String told = ConfigurationSchema.named("source")
                .tree()
                .at("/$defs/phase_rule/properties/map/description")
                .asText();
        assertThat(told)
                .contains(Arrays.stream(Phase.values()).map(Phase::wireName).toList());
    }

    @Test
    void rolesOfStaffAndTokens_areThoseThatTheHubKnows() {
        assertThat(ConfigurationSchema.named("staff").words("/$defs/member/properties/roles/items/enum"))
                .containsExactlyInAnyOrderElementsOf(Role.wireNames());
        assertThat(ConfigurationSchema.named("api-tokens").words("/$defs/token/properties/roles/items/enum"))
                .containsExactlyInAnyOrderElementsOf(Role.wireNames());
    }
}
