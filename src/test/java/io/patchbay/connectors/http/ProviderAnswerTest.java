package io.patchbay.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.EgressRefusedException;
import io.patchbay.platform.RequestNotSentException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** What it means that no answer came; what every status means is proven with the routes. */
class ProviderAnswerTest {
    private static Outcome failed(Exception failure, boolean repeatable) {
        return ProviderAnswer.failed(failure, Deliveries.NOW).byStatus(repeatable, "");
    }

    @Test
    void what_never_left_is_not_sent_and_what_may_have_left_is_unknown() {
        Exception refused = new RequestNotSentException(new ConnectException("connect to secret.example refused"));
        assertThat(failed(refused, false).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(failed(new SocketTimeoutException("secret"), false).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failed(new IllegalStateException("secret"), false).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failed(new SocketTimeoutException("secret"), true).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(failed(refused, false).reason()).isEqualTo("not sent: ConnectException");
    }

    @Test
    void a_server_that_the_guard_refuses_is_for_a_person() {
        assertThat(failed(new EgressRefusedException("the configuration names no such server"), true)
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }
}
