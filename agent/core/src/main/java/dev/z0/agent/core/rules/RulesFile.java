package dev.z0.agent.core.rules;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.export.AgentMessage;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.Z0Thread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The file of rules: puts what it says in force, again whenever it changes, and tells what is wrong with it. A file that
 * is missing or can't be read leaves the rules as they are. Used by one thread at a time.
 */
public final class RulesFile {
    private static final long LARGEST = 1 << 20;
    private static final int MOST_PROBLEMS = 20;
    private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(3);

    private final String name;
    private long modified = -1;
    private long size = -1;
    private String lastProblem;

    /** The file of this path, which need not exist. */
    public RulesFile(String path) {
        name = path;
    }

    /** Looks whether the file has changed, and reads it if so. Answers whether other rules hold now. Never throws. */
    public boolean refresh() {
        try {
            Path path = Paths.get(name);
            if (!Files.isRegularFile(path)) {
                modified = -1;
                unreadable("no such file");
                return false;
            }
            long now = Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
            long length = Files.size(path);
            if (now == modified && length == size) {
                return false;
            }
            modified = now;
            size = length;
            if (length > LARGEST) {
                unreadable("more than " + LARGEST + " bytes");
                return false;
            }
            return read(Files.readAllBytes(path));
        } catch (IOException | RuntimeException e) {
            unreadable(e.toString());
            return false;
        }
    }

    private boolean read(byte[] text) throws IOException {
        RulesReader reader = new RulesReader();
        Rules rules = reader.read(text);
        List<String> problems = reader.problems();
        if (rules == null) {
            unreadable(problems.get(0));
            return false;
        }
        for (int i = 0; i < problems.size() && i < MOST_PROBLEMS; i++) {
            Z0.warn("rule ignored: " + name + ':' + problems.get(i));
        }
        if (problems.size() > MOST_PROBLEMS) {
            Z0.warn("rules ignored: " + name + " has " + (problems.size() - MOST_PROBLEMS) + " more mistakes");
        }
        Z0.rules(rules);
        lastProblem = null;
        Z0.pipeline()
                .offer(new AgentMessage("info", "rules read")
                        .with("file", name)
                        .with("hooks", rules.methods().size())
                        .with("ignored", problems.size()));
        return true;
    }

    /** Told once, until it is another problem or the file can be read. */
    private void unreadable(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            Z0.warn("rules unchanged: " + name + ": " + problem);
        }
    }

    /** Refreshes every few seconds from now on, on a thread of z0's, and tells when other rules hold. */
    public void watch(Runnable changed) {
        new Z0Thread("z0-rules", () -> {
                    while (true) {
                        try {
                            Thread.sleep(PAUSE_MILLIS);
                            if (refresh()) {
                                changed.run();
                            }
                        } catch (Throwable e) {
                            Failures.note("rules", e);
                        }
                    }
                })
                .start();
    }
}
