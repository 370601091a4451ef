package io.patchbay.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.patchbay.intake.expression.MalformedEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The published schema of the canonical call report, and the check of what claims to be one. */
final class CallReportSchema {
    private static final String RESOURCE = "/schema/call-report.schema.json";
    private static final String CALL_ID = "/data/call/id";
    private static final List<String> TIMES =
            List.of("/timestamp", "/data/call/started_at", "/data/call/ended_at", "/data/report/started_at");

    private static final String OUT_OF_TIME = "is no time from 2000 to 2099";
    /** In UTF-16 units, as columns count; JSON Schema counts code points. */
    private static final int LONGEST_CALL_ID = 255;

    private final JsonSchema schema;

    CallReportSchema() {
        // The first breach is enough: a body of a million wrong elements must not make a million messages.
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .failFast(true)
                .build();
        try (InputStream stream = CallReportSchema.class.getResourceAsStream(RESOURCE)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(stream, config);
            schema.initializeValidators();
        } catch (IOException e) {
            throw new IllegalStateException("the schema " + RESOURCE + " is not on the class path", e);
        }
    }

    /** @throws MalformedEvent naming the first value found that breaks the schema */
    void check(JsonNode report) {
        if (report.isMissingNode()) {
            throw new MalformedEvent("", "a call report is sent as application/json");
        }
        schema.validate(report).stream().findFirst().ifPresent(breach -> {
            throw new MalformedEvent(pointer(breach), reason(breach));
        });
        if (report.at(CALL_ID).textValue().length() > LONGEST_CALL_ID) {
            throw new MalformedEvent(CALL_ID, "is too long");
        }
        for (String pointer : TIMES) {
            if (report.at(pointer).isTextual()
                    && WrittenTime.isOutOfBounds(report.at(pointer).textValue())) {
                throw new MalformedEvent(pointer, OUT_OF_TIME);
            }
        }
    }

    private static String pointer(ValidationMessage breach) {
        String place = breach.getInstanceLocation().toString();
        return "required".equals(breach.getType()) ? place + "/" + breach.getProperty() : place;
    }

    /** In words of our own: the validator's may repeat what the sender wrote. */
    private static String reason(ValidationMessage breach) {
        return switch (breach.getType()) {
            case "required" -> "is required";
            case "type" -> "has a wrong type";
            case "maxLength" -> "is too long";
            case "minimum", "maximum" -> "is out of bounds";
            case "not" -> OUT_OF_TIME;
            case "minLength", "pattern" -> "is empty or has control characters";
            default -> "breaks the schema of the call report";
        };
    }
}
