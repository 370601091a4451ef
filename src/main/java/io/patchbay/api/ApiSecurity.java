package io.patchbay.api;

import io.patchbay.directory.Action;
import io.patchbay.directory.Permissions;
import io.patchbay.directory.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Who may call what: webhooks prove themselves by their own signatures, health and the published descriptions are open,
 * everything else needs a token of the API, and what nobody thought of is denied. What a token opens is asked by
 * {@link PermissionCheck}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ApiSecurity {
    /** The door asks for signatures itself; of everything here it needs the response headers. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain hooks(HttpSecurity http) throws Exception {
        return http.securityMatcher("/hooks/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Measures of every filter of the chain would cost a call more than its signature does. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http, ApiTokens tokens, ApiRefusals refusals) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/", "/openapi.json", "/schema/*")
                                .permitAll()
                                .requestMatchers(EndpointRequest.to("health"))
                                .permitAll()
                                .requestMatchers("/api/**")
                                .hasRole("STAFF")
                                .requestMatchers(EndpointRequest.toAnyEndpoint())
                                .access((authentication, request) ->
                                        new AuthorizationDecision(mayReadMetrics(authentication.get())))
                                .requestMatchers("/error")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .addFilterBefore(new ApiTokenFilter(tokens), BasicAuthenticationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (request, response, problem) -> unauthorized(request, response, refusals))
                        .accessDeniedHandler((request, response, problem) -> {
                            refusals.count(ApiRefusals.Reason.FORBIDDEN, request.getRemoteAddr());
                            FilterProblems.write(response, 403, "Forbidden", "this token may not do that");
                        }))
                .build();
    }

    /** Who sends one wrong token after the other is told to wait; nobody waits on a thread of the server. */
    private static void unauthorized(HttpServletRequest request, HttpServletResponse response, ApiRefusals refusals)
            throws IOException {
        boolean wrong = request.getAttribute(ApiTokenFilter.WRONG) != null;
        String address = request.getRemoteAddr();
        long wait = wrong ? refusals.wrongToken(address) : 0;
        if (wait > 0) {
            refusals.count(ApiRefusals.Reason.THROTTLED, address);
            response.setHeader("Retry-After", Long.toString(wait));
            FilterProblems.write(response, 429, "Too Many Requests", "too many wrong tokens came from this address");
            return;
        }
        refusals.count(wrong ? ApiRefusals.Reason.WRONG_TOKEN : ApiRefusals.Reason.NO_TOKEN, address);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"patchbay\"");
        FilterProblems.write(response, 401, "Unauthorized", "send a token of the API as a bearer token");
    }

    private static boolean mayReadMetrics(Authentication authentication) {
        return authentication.getPrincipal() instanceof Principal principal
                && Permissions.refusal(principal, Action.READ_METRICS, "").isEmpty();
    }
}
