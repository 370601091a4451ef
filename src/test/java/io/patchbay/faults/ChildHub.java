package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The real hub in a JVM of its own, to be killed, paused and ended for real.
 *
 * <pre>{@code
 * try (ChildHub hub = ChildHub.named("a").providers(simulator).postgres(database.url()).start()) {
 *     hub.awaitReady(TimeLimit.ofSeconds(60));
 *     hub.kill9();
 *     hub.restart();
 * }
 * }</pre>
 *
 * Its log is {@code target/hubs/<name>.log}. It runs from this JVM's class path without the test classes, or from the
 * jar that the system property {@code patchbay.jar} names. {@code patchbay.main} names another main class: the kit's own tests
 * put a stand-in there.
 */
public final class ChildHub implements AutoCloseable {
    public static final String API_TOKEN = "fault-kit-bootstrap-token";
    public static final String ADMIN_PASSWORD = "fault-kit-admin-password";

    /** Of this JVM alone: the tests run in several. */
    private static final Path FOLDER = Path.of("target", "hubs", System.getProperty("patchbay.fork", "0"));

    private static final String HUB = "io.patchbay.Patchbay";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(TimeLimit.ofSeconds(2)).build();

    private final String name;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>(List.of("-Xmx512m"));
    private final List<String> extraClasses = new ArrayList<>();
    private final int port = freePort();
    private String ownClassPath;
    private ChildProcess process;
    private long started;
    private boolean starting;

    /** How a hub ended. */
    public record Exit(int code, Duration took) {}

    private ChildHub(String name) {
        this.name = name;
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("PATCHBAY_API_TOKEN", API_TOKEN);
        environment.put("PATCHBAY_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put(
                "PATCHBAY_CONFIG_DIR",
                Path.of("connectors-config").toAbsolutePath().toString());
        environment.put(
                "PATCHBAY_ROUTES_DIR", Path.of("routes").toAbsolutePath().toString());
    }

    /** A hub that is not started yet, on a free port. @param name of its log file */
    public static ChildHub named(String name) {
        return new ChildHub(name);
    }

    /** Sends the hub to those providers, with their secrets. */
    public ChildHub providers(ProviderSimulator simulator) {
        environment.putAll(simulator.environment());
        return this;
    }

    /** On a PostgreSQL database. */
    public ChildHub postgres(String jdbcUrl) {
        environment.put("SPRING_DATASOURCE_URL", jdbcUrl);
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_DATASOURCE_PASSWORD", "postgres");
        return this;
    }

    /** On the embedded database in that folder. */
    public ChildHub embedded(Path folder) {
        environment.put("PATCHBAY_DATA_DIR", folder.toAbsolutePath().toString());
        return this;
    }

    /** Sets any environment variable. */
    public ChildHub with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs the hub from that class path instead of this JVM's. */
    ChildHub classPath(String path) {
        ownClassPath = path;
        return this;
    }

    /** Whether no jar is named that it would run from. */
    boolean runsFromClassPath() {
        return System.getProperty("patchbay.jar") == null;
    }

    /** Adds options of the JVM; a later one wins over an earlier one. */
    public ChildHub jvm(String... options) {
        jvmOptions.addAll(Arrays.asList(options));
        return this;
    }

    /**
     * Puts one test class on this hub's class path and into its application context: what is wrong with this node. It may
     * need nothing but the hub's own classes.
     */
    public ChildHub with(Class<?> source) throws IOException {
        Path folder = FOLDER.resolve(name + "-classes");
        String file = source.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(file).getParent());
        try (InputStream compiled = source.getClassLoader().getResourceAsStream(file)) {
            Files.copy(compiled, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        extraClasses.add(folder.toAbsolutePath().toString());
        return with("SPRING_MAIN_SOURCES", source.getName());
    }

    /** Starts the process and returns at once. */
    public ChildHub start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-XX:-UsePerfData");
        command.addAll(jvmOptions);
        String jar = System.getProperty("patchbay.jar");
        String main = System.getProperty("patchbay.main", HUB);
        String path = ownClassPath == null ? classPath(HUB.equals(main)) : withExtraClasses(ownClassPath);
        command.addAll(jar == null ? List.of("-cp", path, main) : List.of("-jar", jar));
        command.add("serve");
        starting = true;
        started = System.nanoTime();
        process = ChildProcess.start(command, environment, log());
        return this;
    }

    /** Starts the hub again after it ended, on the same port and with the same environment. */
    public ChildHub restart() throws IOException {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("hub " + name + " is still running");
        }
        return start();
    }

    private String classPath(boolean withoutTests) {
        Stream<String> own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !withoutTests || !entry.endsWith("test-classes"));
        return Stream.concat(extraClasses.stream(), own).collect(Collectors.joining(File.pathSeparator));
    }

    /** Behind the rest: an archive of classes holds for a path that begins as the one it was made with. */
    private String withExtraClasses(String path) {
        return Stream.concat(Stream.of(path), extraClasses.stream()).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Waits until the hub says that it is ready; how long that took counts for every {@link TimeLimit} from then on.
     *
     * @throws IllegalStateException with the end of its log when it ends first
     */
    public ChildHub awaitReady(Duration atMost) {
        Awaitility.await("hub " + name + " ready")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    requireAlive();
                    return isReady();
                });
        if (starting) {
            starting = false;
            TimeLimit.hubStarted(Duration.ofNanos(System.nanoTime() - started));
        }
        return this;
    }

    /** Whether {@code /actuator/health/readiness} answers 200 within two seconds. */
    public boolean isReady() {
        return readiness() == 200;
    }

    /** What {@code /actuator/health/readiness} answers; 0 when it does not. */
    public int readiness() {
        try {
            return get("/actuator/health/readiness");
        } catch (IOException e) {
            return 0;
        }
    }

    private int get(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                    .timeout(TimeLimit.ofSeconds(2))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** SIGKILL, at once and without a word; returns when the process is gone. */
    public void kill9() {
        process.kill();
    }

    /** SIGSTOP: the process stays and does nothing, as on a machine that hangs. */
    public void pause() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        process.signal("CONT");
    }

    /** SIGTERM, and the way the hub ended. @throws IllegalStateException when it does not end in time */
    public Exit terminate(Duration atMost) {
        long started = System.nanoTime();
        process.signal("TERM");
        int code = process.awaitExit(atMost);
        return new Exit(code, Duration.ofNanos(System.nanoTime() - started));
    }

    /** @throws IllegalStateException with the end of its log when the hub has ended without being told to */
    void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException("hub " + name + " ended by itself:\n" + process.logTail(40));
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Where the hub answers. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Processor time of the hub's process so far. */
    public Duration cpu() {
        return process.cpu();
    }

    long pid() {
        return process.pid();
    }

    public Path log() {
        return FOLDER.resolve(name + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    /** Kills the hub if it still runs. */
    @Override
    public void close() {
        if (isAlive()) {
            process.kill();
        }
    }
}
