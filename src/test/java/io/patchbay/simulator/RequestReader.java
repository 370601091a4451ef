package io.patchbay.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads HTTP/1.1 requests from one connection; RFC 9112, as far as the hub's clients use it. */
final class RequestReader {
    private static final int LONGEST_LINE = 65_536;
    private static final int LARGEST_BODY = 16 << 20;

    private final InputStream in;

    /** @param in buffered */
    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, or null when the client has closed the connection. */
    Request next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String[] start = line.split(" ");
        if (start.length != 3) {
            throw new IOException("not a request line");
        }
        Map<String, String> headers = headers();
        byte[] body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? chunks()
                : exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        int question = start[1].indexOf('?');
        String path = question < 0 ? start[1] : start[1].substring(0, question);
        return new Request(
                start[0], decoded(path), query(question < 0 ? "" : start[1].substring(question + 1)), headers, body);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return headers;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
            if (body.size() > LARGEST_BODY) {
                throw new IOException("body too large");
            }
        }
        headers();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        return line == null ? 0 : Integer.parseInt(line.split(";")[0].trim(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LARGEST_BODY) {
            throw new IOException("body too large");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("line too long");
            }
        }
        return line.toString();
    }
}
