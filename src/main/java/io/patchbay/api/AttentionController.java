package io.patchbay.api;

import io.patchbay.attention.Attention;
import io.patchbay.attention.AttentionKind;
import io.patchbay.directory.Action;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a person, with who answers for it. */
@RestController
@RequestMapping("/api/v1/attention")
class AttentionController {
    private static final int MOST_OF_A_KIND = 200;

    private final Attention attention;
    private final Requester requester;

    AttentionController(Attention attention, Requester requester) {
        this.attention = attention;
        this.requester = requester;
    }

    @Needs(Action.READ)
    @Operation(
            summary = "What waits for a person, by owner and age, each with its reason and the request that ends it",
            description =
                    "Of every kind the oldest, size of each (100 unless told); more names the kinds that have more")
    @GetMapping
    Attention.Listing list(
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "100") int size) {
        Optional<AttentionKind> wanted = AttentionKind.of(kind);
        if (!kind.isEmpty() && wanted.isEmpty()) {
            throw new BadRequest("kind is one of "
                    + Arrays.stream(AttentionKind.values())
                            .map(AttentionKind::text)
                            .toList());
        }
        if (size < 1 || size > MOST_OF_A_KIND) {
            throw new BadRequest("size is 1 to " + MOST_OF_A_KIND);
        }
        return attention.list(owner, wanted, size, requester.visible());
    }
}
