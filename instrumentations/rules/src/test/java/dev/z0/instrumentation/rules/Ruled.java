package dev.z0.instrumentation.rules;

import dev.z0.agent.core.rules.RulesFile;
import dev.z0.instrumentation.jdbc.JdbcConnections;
import dev.z0.instrumentation.jdbc.JdbcStatements;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A file of rules in the test's own JVM, and the examples of the documentation. */
final class Ruled {
    static final TestAgent AGENT = TestAgent.start(new RuledMethods(), new JdbcConnections(), new JdbcStatements());

    private static final AtomicLong CLOCK = new AtomicLong(1_700_000_000_000L);

    private final Path path;
    private final RulesFile file;

    Ruled(Path folder) {
        path = folder.resolve("rules.json");
        file = new RulesFile(path.toString());
    }

    /** Writes the file, and lets it be looked at as the agent does. Answers whether other rules hold. */
    boolean write(String json) {
        try {
            Files.writeString(path, json);
            // Each version is a second younger, whatever the file system's clock can tell apart.
            Files.setLastModifiedTime(path, FileTime.fromMillis(CLOCK.addAndGet(1000)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return look();
    }

    boolean look() {
        boolean changed = file.refresh();
        if (changed) {
            AGENT.weaveAgain("rules");
        }
        return changed;
    }

    Path path() {
        return path;
    }

    /** Every JSON block of the documentation. */
    static List<String> examples() {
        try {
            List<String> examples = new ArrayList<>();
            String[] parts = Files.readString(Path.of("../../docs/rules.md")).split("```");
            for (int i = 1; i < parts.length; i += 2) {
                examples.add(parts[i].substring("json".length()));
            }
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
