package io.patchbay.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.command.RouteFolder.Route;
import io.patchbay.platform.ConfigurationProblem;
import java.util.Collection;

/** Where a step stands, and where its problems go. */
record RoutePlace(Route route, String pointer, Collection<ConfigurationProblem> problems) {

    void problem(String message, String fix) {
        problems.add(route.file().at(pointer, message, fix));
    }

    RoutePlace at(String below) {
        return new RoutePlace(route, pointer + "/" + below, problems);
    }

    JsonNode node() {
        return route.file().tree().at(pointer);
    }

    /** A value of the step, with those of the template's parameters; the empty string when there is none. */
    String text(String name) {
        return route.filled(node().path(name).asText());
    }
}
