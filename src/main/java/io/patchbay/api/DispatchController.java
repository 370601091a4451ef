package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.directory.Action;
import io.patchbay.directory.Staff;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.DispatchView;
import io.patchbay.dispatch.Replay;
import io.patchbay.dispatch.Verdict;
import io.patchbay.event.Settled;
import io.swagger.v3.oas.annotations.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dispatches that stand where a person has to look: what the hub cannot decide, a person does. */
@RestController
@RequestMapping("/api/v1/dispatches")
class DispatchController {
    private static final int MOST_PER_PAGE = 200;
    private static final int MOST_REPLAYED = 500;
    private static final Set<String> STATES =
            Set.of("waiting", "ready", "sending", "unknown", "done", "dead", "cancelled");
    private static final List<String> VERDICTS = Arrays.stream(Verdict.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ISSUE_ID = Pattern.compile("[1-9]\\d{0,18}");
    private static final Pattern MESSAGE_TS = Pattern.compile("\\d{1,12}\\.\\d{1,9}");
    private static final Pattern ISSUE_KEY = Pattern.compile("[A-Z][A-Z0-9_]{0,30}-[1-9]\\d{0,17}");
    private static final Pattern CHANNEL = Pattern.compile("[CDG][A-Z0-9]{2,30}");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s<>|\"]{1,1000}");

    private final DispatchActions desk;
    private final StaffRoutes routes;
    private final Staff staff;
    private final Requester requester;

    DispatchController(DispatchActions desk, StaffRoutes routes, Staff staff, Requester requester) {
        this.desk = desk;
        this.routes = routes;
        this.staff = staff;
        this.requester = requester;
    }

    /** @param next the value of {@code after} for the next page, or null on the last */
    record Page(List<DispatchView> dispatches, String next) {}

    /**
     * @param replayed the dispatches that are sent again
     * @param left those that were not dead, and are as they were
     */
    record Replayed(List<String> replayed, List<String> left) {}

    @Needs(Action.READ)
    @Operation(summary = "Dispatches in a state, oldest first; pass next as after for the next page")
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "unknown") String state,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int size) {
        if (!STATES.contains(state)) {
            throw new BadRequest("state is one of " + STATES.stream().sorted().toList());
        }
        if (size < 1 || size > MOST_PER_PAGE) {
            throw new BadRequest("size is 1 to " + MOST_PER_PAGE);
        }
        if (!after.isEmpty() && desk.find(after, requester.visible()).isEmpty()) {
            throw new BadRequest("after is the next of an earlier page");
        }
        List<DispatchView> dispatches = desk.inState(state, after, size, requester.visible());
        return new Page(
                dispatches,
                dispatches.size() < size ? null : dispatches.get(size - 1).id());
    }

    @Needs(Action.DECIDE_DISPATCH)
    @Operation(
            summary = "Say what became of an unknown or dead dispatch: {why, verdict, id, key, url, channel}",
            description =
                    "verdict is happened (with the provider's id, for an issue the number and its key, for a message the ts"
                            + " and its channel), did_not_happen (it is sent again with the same marker) or give_up")
    @PostMapping("/{id}/verdict")
    DispatchView decide(@PathVariable String id, @RequestBody JsonNode body) {
        StaffRequest request = new StaffRequest(body, staff, requester.principal());
        DispatchView dispatch = known(id);
        String queue = Optional.ofNullable(
                        desk.queues(List.of(id), requester.visible()).get(id))
                .orElseThrow(() -> new NotFound("dispatch"));
        requester.require(Action.DECIDE_DISPATCH, queue);
        Verdict verdict = verdict(queue, dispatch, request);
        if (sent("direct:verdict", verdict).isEmpty()) {
            throw new Conflict("the dispatch is " + known(id).state()
                    + ": only one that is unknown or dead is decided, while its case stays in its queue");
        }
        return known(id);
    }

    @Needs(Action.REPLAY_DISPATCH)
    @Operation(summary = "Send dead dispatches again: {why, ids}; paced, and doing it twice has one effect")
    @PostMapping("/replay")
    Replayed replay(@RequestBody JsonNode body) {
        StaffRequest request = new StaffRequest(body, staff, requester.principal());
        List<String> ids = ids(request.value("ids"));
        Map<String, String> queues = desk.queues(ids, requester.visible());
        queues.values().forEach(queue -> requester.require(Action.REPLAY_DISPATCH, queue));
        List<String> replayed = sent("direct:replay", new Replay(queues, request.who(), request.why())).stream()
                .map(Settled::dispatchId)
                .toList();
        List<String> left = new ArrayList<>(ids);
        left.removeAll(replayed);
        return new Replayed(replayed, left);
    }

    private static Verdict verdict(String queue, DispatchView dispatch, StaffRequest request) {
        String kind = request.oneOf("verdict", VERDICTS);
        boolean happened = kind.equals("happened");
        boolean issue = happened && dispatch.operation().equals("create_issue");
        boolean message = happened && dispatch.operation().equals("post_message");
        return new Verdict(
                queue,
                dispatch.id(),
                Verdict.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                providersId(request, happened ? dispatch.operation() : ""),
                told(request, "key", ISSUE_KEY, "an issue key such as SUP-42", issue),
                told(request, "channel", CHANNEL, "a channel id such as C0SUPPORT", message),
                told(request, "url", WEB_ADDRESS, "an http or https address", false),
                request.who(),
                request.why());
    }

    /** In the form by which the hub finds it again: what goes on at the provider names it so. */
    private static String providersId(StaffRequest request, String happened) {
        return switch (happened) {
            case "create_issue" ->
                told(request, "id", ISSUE_ID, "the issue's id, a number; its key goes into key", true);
            case "post_message" -> told(request, "id", MESSAGE_TS, "the message's ts, like 1732181400.000200", true);
            default -> told(request, "id", ID, "the provider's id", !happened.isEmpty());
        };
    }

    private static String told(StaffRequest request, String member, Pattern form, String what, boolean needed) {
        String value = needed ? request.text(member) : request.optional(member).orElse("");
        if (!value.isEmpty() && !form.matcher(value).matches()) {
            throw new BadRequest(member + " is " + what);
        }
        return value;
    }

    private static List<String> ids(JsonNode ids) {
        List<String> read = new ArrayList<>();
        ids.forEach(id -> read.add(id.asText()));
        if (!ids.isArray() || read.isEmpty() || read.size() > MOST_REPLAYED) {
            throw new BadRequest("ids is a list of 1 to " + MOST_REPLAYED + " dispatches");
        }
        return read.stream().distinct().toList();
    }

    private DispatchView known(String id) {
        return desk.find(id, requester.visible()).orElseThrow(() -> new NotFound("dispatch"));
    }

    @SuppressWarnings("unchecked")
    private List<Settled> sent(String route, Object what) {
        return (List<Settled>) routes.send(route, what);
    }
}
