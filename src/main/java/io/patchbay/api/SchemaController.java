package io.patchbay.api;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the JSON Schemas that the hub itself validates with: the call report's and the configuration files'. */
@RestController
class SchemaController {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*\\.schema\\.json");

    @Hidden
    @GetMapping("/schema/{name}")
    ResponseEntity<Resource> schema(@PathVariable String name) {
        Resource schema = new ClassPathResource("schema/" + name);
        if (!NAME.matcher(name).matches() || !schema.exists()) {
            throw new NotFound("schema");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("application/schema+json"))
                .body(schema);
    }
}
