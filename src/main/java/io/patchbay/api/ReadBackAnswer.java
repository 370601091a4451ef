package io.patchbay.api;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.FieldValue;
import java.util.ArrayList;
import java.util.List;

/** The identifiers of a case that must not be misheard, each with how to say it. */
record ReadBackAnswer(List<Item> items) {

    /**
     * One identifier.
     *
     * @param field what {@code POST …/readback} takes; null for what no caller can confirm
     * @param spoken the value letter by letter in the international spelling alphabet, digit by digit
     * @param confirmation {@code reported}, {@code read_back}, {@code verified} or {@code corrected}; null likewise
     */
    record Item(String name, String field, String value, String spoken, String confirmation) {}

    private static final List<CallField> CRITICAL = List.of(
            CallField.CALLBACK_NUMBER, CallField.ACCOUNT_REFERENCE, CallField.CALLER_NAME, CallField.CALLER_CONTACT);

    static ReadBackAnswer of(CaseBrief brief, List<CallReport> calls) {
        List<Item> items = new ArrayList<>();
        items.add(new Item("case reference", null, brief.ref(), PhoneticSpelling.of(brief.ref()), null));
        calls.stream()
                .filter(call ->
                        call.source().equals(brief.source()) && call.callId().equals(brief.callId()))
                .findFirst()
                .ifPresent(call ->
                        CRITICAL.forEach(field -> call.field(field).ifPresent(value -> items.add(item(field, value)))));
        return new ReadBackAnswer(List.copyOf(items));
    }

    private static Item item(CallField field, FieldValue value) {
        String text = value.value().toString();
        String name = field.path().substring(field.path().indexOf('.') + 1).replace('_', ' ');
        return new Item(
                field == CallField.ACCOUNT_REFERENCE ? "account" : name,
                field.path(),
                text,
                PhoneticSpelling.of(text),
                value.confirmation().wireName());
    }
}
