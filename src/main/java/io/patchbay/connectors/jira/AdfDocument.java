package io.patchbay.connectors.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A document in the Atlassian Document Format, built from nodes, never from markup: text stays text whatever it
 * holds. Jira refuses an empty text node, so nothing empty becomes a node.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">ADF structure</a>
 */
final class AdfDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** As JSON, the longest node without its text, and the longest form of one character of text. */
    private static final int LONGEST_NODE = 96;

    private static final int LONGEST_CHARACTER = 6;

    private final ArrayNode content = JSON.arrayNode();
    private int nodes = 1;
    private int characters;

    /** The document; one without content gets an empty paragraph. */
    ObjectNode document() {
        ObjectNode document = JSON.objectNode().put("type", "doc").put("version", 1);
        document.set("content", content.isEmpty() ? JSON.arrayNode().add(node("paragraph")) : content);
        return document;
    }

    /** No document is longer than that as JSON; most are much shorter. */
    int longest() {
        return nodes * LONGEST_NODE + characters * LONGEST_CHARACTER;
    }

    AdfDocument heading(String text) {
        ObjectNode heading = node("heading");
        heading.putObject("attrs").put("level", 3);
        heading.putArray("content").add(text(text));
        content.add(heading);
        return this;
    }

    /** A paragraph whose line feeds become hard breaks; nothing when the text is blank. */
    AdfDocument paragraph(String text) {
        return add("paragraph", inline(text));
    }

    /** One paragraph of lines like <b>Label:</b> value; lines without a value are left out. */
    AdfDocument facts(List<Fact> facts) {
        ArrayNode inline = JSON.arrayNode();
        for (Fact fact : facts) {
            if (fact.value().isBlank()) {
                continue;
            }
            if (!inline.isEmpty()) {
                inline.add(node("hardBreak"));
            }
            ObjectNode label = text(fact.label() + ": ");
            label.putArray("marks").add(JSON.objectNode().put("type", "strong"));
            inline.add(label);
            inline.add(text(fact.value()));
        }
        return add("paragraph", inline);
    }

    /** A line of a facts paragraph. */
    record Fact(String label, String value) {}

    /** A paragraph that is one link; nothing when the address is blank. */
    AdfDocument link(String text, String url) {
        ArrayNode inline = JSON.arrayNode();
        if (!url.isBlank()) {
            ObjectNode link = text(text);
            ObjectNode mark = link.putArray("marks").addObject().put("type", "link");
            mark.putObject("attrs").put("href", url);
            characters += url.length();
            inline.add(link);
        }
        return add("paragraph", inline);
    }

    AdfDocument bullets(List<String> items) {
        ArrayNode list = JSON.arrayNode();
        for (String item : items) {
            if (!item.isBlank()) {
                ObjectNode paragraph = node("paragraph");
                paragraph.set("content", inline(item));
                ObjectNode listItem = node("listItem");
                listItem.putArray("content").add(paragraph);
                list.add(listItem);
            }
        }
        return add("bulletList", list);
    }

    private AdfDocument add(String type, ArrayNode children) {
        if (!children.isEmpty()) {
            ObjectNode parent = node(type);
            parent.set("content", children);
            content.add(parent);
        }
        return this;
    }

    private ArrayNode inline(String text) {
        ArrayNode inline = JSON.arrayNode();
        for (String line : text.strip().split("\n")) {
            if (!inline.isEmpty()) {
                inline.add(node("hardBreak"));
            }
            if (!line.isBlank()) {
                inline.add(text(line));
            }
        }
        return inline;
    }

    private ObjectNode text(String text) {
        characters += text.length();
        return node("text").put("text", text);
    }

    private ObjectNode node(String type) {
        nodes++;
        return JSON.objectNode().put("type", type);
    }
}
