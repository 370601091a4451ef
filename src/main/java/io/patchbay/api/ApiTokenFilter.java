package io.patchbay.api;

import io.patchbay.directory.Principal;
import io.patchbay.platform.OutageLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever presents a token of the API as a bearer token, as the person or program that it belongs to. */
final class ApiTokenFilter extends OncePerRequestFilter {
    /** Of a request that came with a token that is none. */
    static final String WRONG = ApiTokenFilter.class.getName() + ".WRONG";

    private static final String BEARER = "Bearer ";

    private final ApiTokens tokens;

    ApiTokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null) {
            Optional<Principal> principal;
            try {
                principal = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? tokens.principal(header.substring(BEARER.length()).strip())
                        : Optional.empty();
            } catch (DataAccessException | TransactionException e) {
                OutageLog.warn("a token of the API cannot be looked up", e);
                response.setHeader("Retry-After", "5");
                FilterProblems.write(response, 503, "Service Unavailable", "the database is away; try again");
                return;
            }
            if (principal.isPresent()) {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        principal.get(), null, AuthorityUtils.createAuthorityList("ROLE_STAFF")));
                SecurityContextHolder.setContext(context);
            } else {
                request.setAttribute(WRONG, true);
            }
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/hooks/");
    }
}
