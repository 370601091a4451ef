package io.patchbay.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes messages, or does wrong to a recipient what a test says. Speaks RFC 5321 without extensions. */
public final class SmtpStandIn implements AutoCloseable {
    /** What it does when the recipient is named, or the message has come. */
    public enum Fault {
        /** 550 to RCPT: refused for good. */
        UNKNOWN_RECIPIENT,
        /** 451 to RCPT: refused for now. */
        GREYLISTED,
        /** 451 to RCPT the first time only. */
        GREYLISTED_ONCE,
        /** 554 to the message. */
        REFUSED_MESSAGE,
        /** Takes the message and cuts the connection instead of saying so. */
        LOST_ANSWER,
        /** Cuts the connection when the recipient is named. */
        LOST_RECIPIENT,
        /** Says nothing to RCPT until the caller goes away. */
        SILENT,
        /** Answers RCPT without an end, a line at a time. */
        DRIBBLING
    }

    /** @param text headers and body as they came */
    public record Mail(String from, String to, String text) {}

    private final ServerSocket server;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<Mail> taken = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** On any free port. */
    public SmtpStandIn() {
        this(0);
    }

    public SmtpStandIn(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "smtp-stand-in");
        accepting.setDaemon(true);
        accepting.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public void fault(String recipient, Fault fault) {
        faults.put(recipient, fault);
    }

    public void heal(String recipient) {
        faults.remove(recipient);
    }

    /** Every message it took, also those it did not say so of. */
    public List<Mail> taken() {
        return List.copyOf(taken);
    }

    /** Every recipient that was named, in order, once for each attempt. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread serving = new Thread(() -> serve(socket), "smtp-stand-in-call");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                // Closed, as at the end of a test.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            converse(socket);
        } catch (IOException e) {
            // The caller went away.
        } finally {
            open.remove(socket);
        }
    }

    private void converse(Socket socket) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        say(out, "220 stand-in");
        String from = "";
        String to = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("MAIL FROM:")) {
                from = address(line);
                say(out, "250 ok");
            } else if (line.startsWith("RCPT TO:")) {
                to = address(line);
                if (!recipient(socket, out, to)) {
                    return;
                }
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                if (!message(socket, out, new Mail(from, to, text(lines)))) {
                    return;
                }
            } else if (line.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private boolean recipient(Socket socket, OutputStream out, String to) throws IOException {
        asked.add(to);
        Fault fault = faults.get(to);
        if (fault == Fault.GREYLISTED_ONCE) {
            heal(to);
        }
        if (fault == Fault.LOST_RECIPIENT) {
            cut(socket);
            return false;
        }
        if (fault == Fault.SILENT) {
            return socket.getInputStream().read() >= 0;
        }
        while (fault == Fault.DRIBBLING) {
            say(out, "250-wait");
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
        }
        if (fault == Fault.UNKNOWN_RECIPIENT) {
            say(out, "550 no such user " + to);
        } else {
            boolean grey = fault == Fault.GREYLISTED || fault == Fault.GREYLISTED_ONCE;
            say(out, grey ? "451 come again" : "250 ok");
        }
        return true;
    }

    private boolean message(Socket socket, OutputStream out, Mail mail) throws IOException {
        Fault fault = faults.get(mail.to());
        if (fault == Fault.REFUSED_MESSAGE) {
            say(out, "554 not like this");
            return true;
        }
        taken.add(mail);
        if (fault == Fault.LOST_ANSWER) {
            cut(socket);
            return false;
        }
        say(out, "250 taken");
        return true;
    }

    /** With a reset, as when a process dies. */
    private static void cut(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static String text(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            text.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
