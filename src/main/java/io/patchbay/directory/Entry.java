package io.patchbay.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.List;

/**
 * One value of a configuration file with the place where it stands, whether the file is YAML or a table. Its shape has
 * been checked before; what is optional and absent reads as empty.
 */
record Entry(JsonNode json, String pointer, Place place) {

    /** Says where a JSON pointer stands in the file. */
    @FunctionalInterface
    interface Place {
        ConfigurationProblem at(String pointer, String message, String fix);
    }

    static Entry of(YamlFile file) {
        return new Entry(file.tree(), "", file::at);
    }

    Entry child(String name) {
        return new Entry(json.path(name), pointer + "/" + name, place);
    }

    /** The values of the list of that name. */
    List<Entry> list(String name) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode item : json.path(name)) {
            entries.add(new Entry(item, pointer + "/" + name + "/" + entries.size(), place));
        }
        return entries;
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text() {
        return json.asText("").strip();
    }

    String text(String name) {
        return json.path(name).asText("").strip();
    }

    boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    ConfigurationProblem problem(String message, String fix) {
        return place.at(pointer, message, fix);
    }
}
