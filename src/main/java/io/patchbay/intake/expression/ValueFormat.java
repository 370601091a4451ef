package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CallField.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a sender may write a value, each giving values of one kind of field. */
enum ValueFormat {
    TEXT(Kind.TEXT, (node, dialling) -> Scalars.text(node)),
    PHONE(Kind.PHONE, (node, dialling) -> Scalars.apply(Scalars.text(node), dialling::normalise)),
    BOOLEAN(Kind.FLAG, (node, dialling) -> Scalars.flag(node)),
    NUMBER(Kind.NUMBER, (node, dialling) -> Scalars.count(node, 1)),
    SECONDS(Kind.NUMBER, (node, dialling) -> Scalars.count(node, 1)),
    MINUTES(Kind.NUMBER, (node, dialling) -> Scalars.count(node, 60)),
    MILLISECONDS(Kind.NUMBER, (node, dialling) -> Scalars.count(node, 0.001)),
    RFC3339(Kind.TIME, (node, dialling) -> Scalars.apply(Scalars.text(node), Times::rfc3339)),
    RFC2822(Kind.TIME, (node, dialling) -> Scalars.apply(Scalars.text(node), Times::rfc2822)),
    DATETIME_UTC(Kind.TIME, (node, dialling) -> Scalars.apply(Scalars.text(node), Times::utc)),
    EPOCH_S(Kind.TIME, (node, dialling) -> Times.epoch(Scalars.number(node), 1)),
    EPOCH_MS(Kind.TIME, (node, dialling) -> Times.epoch(Scalars.number(node), 1_000)),
    LIST(Kind.LIST, (node, dialling) -> Scalars.list(node)),
    MAP(Kind.MAP, (node, dialling) -> Scalars.map(node));

    private interface Reader {
        /** The value, or null when the node is not of this form. */
        Object read(JsonNode node, Dialling dialling);
    }

    private final Kind kind;
    private final Reader reader;

    ValueFormat(Kind kind, Reader reader) {
        this.kind = kind;
        this.reader = reader;
    }

    /** The name in a source file, for example {@code epoch_ms}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }

    /** The value in the form of its kind, or null when the node is not of this form. */
    Object read(JsonNode node, Dialling dialling) {
        return reader.read(node, dialling);
    }

    /** The format of a field of that kind when the source file names none. */
    static ValueFormat usual(Kind kind) {
        return Arrays.stream(values())
                .filter(format -> format.kind == kind)
                .findFirst()
                .orElseThrow();
    }

    static Optional<ValueFormat> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(name))
                .findFirst();
    }

    /** The names of the formats that give values of that kind. */
    static List<String> names(Kind kind) {
        return Arrays.stream(values())
                .filter(format -> format.kind == kind)
                .map(ValueFormat::wireName)
                .toList();
    }
}
