package io.patchbay.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor says of the shipped routes, by the schema of the YAML DSL of the Camel that runs them. */
class RouteSchemaTest {
    private static final JsonSchema DSL = schemaOfTheDsl();

    private static JsonSchema schemaOfTheDsl() {
        try (InputStream schema = YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(Json.read(schema.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> routes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteFile_namesTheSchemaOfItsCamelAndKeepsIt(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text)
                .startsWith("# yaml-language-server: $schema=https://raw.githubusercontent.com/apache/camel/camel-"
                        + new DefaultCamelContext().getVersion() + "/")
                .containsPattern("\\A\\S+ \\S+ \\S+/camelYamlDsl\\.json\n");
        assertThat(DSL.validate(ConfigurationSchema.yaml(text))).isEmpty();
    }
}
