package io.patchbay.faults;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An operating-system process that writes its output to a file and dies with this JVM. */
final class ChildProcess {
    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log appended to */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        return startIn(Path.of(""), command, environment, log);
    }

    /** @param folder the working folder */
    static ChildProcess startIn(Path folder, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        return start(folder, command, environment, log, ChildProcess::kill);
    }

    /**
     * @param folder the working folder
     * @param log appended to
     * @param atExit ends the process when this JVM ends before it
     */
    static ChildProcess start(
            Path folder, List<String> command, Map<String, String> environment, Path log, Consumer<ChildProcess> atExit)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        ChildProcess child = new ChildProcess(builder.start(), log);
        Thread guard = new Thread(() -> atExit.accept(child));
        Runtime.getRuntime().addShutdownHook(guard);
        child.process.onExit().thenRun(() -> forget(guard));
        return child;
    }

    private static void forget(Thread guard) {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException e) {
            // the JVM is going down already and the hook has run or will run: nothing is left to forget
            assert !guard.isDaemon();
        }
    }

    /** Sends a signal by name, for example {@code STOP}; a process that has ended is left alone. */
    void signal(String name) {
        signal(process.toHandle(), name);
    }

    /** Sends a signal to this process's children. */
    void signalChildren(String name) {
        process.children().forEach(child -> signal(child, name));
    }

    private static void signal(ProcessHandle handle, String name) {
        if (handle.isAlive()) {
            run(List.of("sh", "-c", "kill -" + name + " " + handle.pid()));
        }
    }

    /** Runs a command to its end and returns its exit code; its output is dropped. */
    static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(TimeLimit.ofMinutes(2).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " does not end");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new IllegalStateException(command.get(0) + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        awaitExit(TimeLimit.ofSeconds(20));
    }

    /** Waits for the end. @throws IllegalStateException when it does not come in time */
    int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the process did not end within " + atMost + "; its log: " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Processor time used so far, user and system. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Duration cpuWithChildren() {
        return process.children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(cpu(), Duration::plus);
    }

    /** The last lines of the log. */
    String logTail(int lines) {
        try {
            List<String> all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "no log at " + log + ": " + e;
        }
    }
}
