package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.web.util.HtmlUtils;

/** A page on which a person reads what a provider keeps, so that the links on a case lead somewhere. */
final class PersonPage {
    private PersonPage() {}

    static Answer of(String title, JsonNode content) {
        return Answer.text(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1$s</title></head><body><h1>%1$s</h1><pre>%2$s</pre></body></html>"
                        .formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(content.toPrettyString())));
    }

    static Answer absent() {
        return Answer.text(404, "text/html; charset=utf-8", "<!doctype html><title>Not found</title>");
    }
}
