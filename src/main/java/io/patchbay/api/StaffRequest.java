package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Principal;
import io.patchbay.directory.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of a request in which a person does something, read member by member with an answer that says what to mend. */
final class StaffRequest {
    private static final int LONGEST = 4_000;

    private final JsonNode body;
    private final Staff staff;
    private final Principal requester;

    StaffRequest(JsonNode body, Staff staff, Principal requester) {
        if (!body.isObject()) {
            throw new BadRequest("send a JSON object");
        }
        this.body = body;
        this.staff = staff;
        this.requester = requester;
    }

    /**
     * Who does it: the holder of the token.
     *
     * @throws Forbidden when {@code who} names somebody else
     */
    String who() {
        return requester("who");
    }

    /** The same where the body calls them otherwise. */
    String requester(String member) {
        optional(member)
                .filter(named -> !named.equals(requester.name())
                        && !staff.byName(named)
                                .map(Staff.Member::id)
                                .filter(requester.name()::equals)
                                .isPresent())
                .ifPresent(other -> {
                    throw new Forbidden(member + " follows from the token, which is another's: leave it out");
                });
        return requester.name();
    }

    String why() {
        return text("why");
    }

    /** The person whom the member names by id, or by a name that only one has. */
    Staff.Member person(String member) {
        String named = text(member);
        return staff.byId(named)
                .or(() -> staff.byName(named))
                .orElseThrow(() -> new BadRequest(member + " is the id or the full name of somebody in the directory"));
    }

    String text(String member) {
        return optional(member).orElseThrow(() -> new BadRequest(member + " is missing: give a text"));
    }

    Optional<String> optional(String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
            throw new BadRequest(member + " is a text of 1 to " + LONGEST + " characters");
        }
        return Optional.of(value.asText().strip());
    }

    String oneOf(String member, List<String> choices) {
        String value = text(member);
        if (!choices.contains(value)) {
            throw new BadRequest(member + " is one of " + choices);
        }
        return value;
    }

    boolean flag(String member, boolean absent) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new BadRequest(member + " is true or false");
        }
        return value.asBoolean();
    }

    int number(String member, int least, int most) {
        JsonNode value = body.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw new BadRequest(member + " is a number from " + least + " to " + most);
        }
        return value.asInt();
    }

    boolean has(String member) {
        return body.hasNonNull(member);
    }

    JsonNode value(String member) {
        return body.path(member);
    }

    List<String> names(String member) {
        List<String> names = new ArrayList<>();
        body.path(member).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
