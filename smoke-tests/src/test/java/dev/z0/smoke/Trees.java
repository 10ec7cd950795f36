package dev.z0.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all they hold. */
final class Trees {
    private Trees() {}

    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (Path path : paths(root).sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        List<Path> paths = paths(from).toList();
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

    private static Stream<Path> paths(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList().stream();
        }
    }
}
