package dev.z0.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Programs that Maven's registry does not have. Where one cannot be had, the test is skipped and says so. */
final class Download {
    private static final Path PROGRAMS =
            Path.of(System.getProperty("z0.smoke.programs", "target/programs")).toAbsolutePath();

    private Download() {}

    /**
     * The folder of an unpacked package of Debian.
     *
     * @param pool where its file is in Debian's archive
     * @param sha256 of the file
     */
    static Path debian(String pool, String sha256) throws InterruptedException {
        String name = pool.substring(pool.lastIndexOf('/') + 1);
        Path program = PROGRAMS.resolve(name);
        if (Files.exists(program)) {
            return program;
        }
        if (!(System.getProperty("os.name") + System.getProperty("os.arch")).equals("Linuxamd64")) {
            throw skip(name, "it is for Linux on amd64");
        }
        try {
            Path file = Files.createTempFile("smoke-", ".deb");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://deb.debian.org/debian/" + pool))
                    .build();
            HttpResponse<Path> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build()
                    .sendAsync(request, BodyHandlers.ofFile(file))
                    .get(5, TimeUnit.MINUTES);
            if (response.statusCode() != 200) {
                throw skip(name, "status " + response.statusCode() + " of " + response.uri());
            }
            if (!sha256(file).equals(sha256)) {
                throw skip(name, response.uri() + " is something else: " + sha256(file));
            }
            install(program, "dpkg-deb", "-x", file.toString());
            Files.delete(file);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw skip(name, e.toString());
        }
        return program;
    }

    /** The folder below which npm installed a package. */
    static Path npm(String name, String version) throws InterruptedException {
        Path program = PROGRAMS.resolve((name + '-' + version).replace('/', '-'));
        if (!Files.exists(program)) {
            String[] quietly = {"--ignore-scripts", "--no-save", "--fetch-retries=1", "--fetch-timeout=20000"};
            List<String> command = new ArrayList<>(List.of("npm", "install"));
            command.addAll(List.of(quietly));
            command.addAll(List.of(name + '@' + version, "--prefix"));
            install(program, command.toArray(String[]::new));
        }
        return program;
    }

    /** Runs a command that installs into the folder given as its last argument: all of it, or nothing. */
    private static void install(Path program, String... command) throws InterruptedException {
        String name = program.getFileName().toString();
        Path directory = ServerProcess.directory("install-" + name);
        Path fresh = directory.resolve("files");
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add(fresh.toString());
        try (ServerProcess process = ServerProcess.start(directory, null, arguments, Map.of())) {
            if (process.awaitExit() != 0) {
                throw skip(name, command[0] + " failed; see " + directory);
            }
            Files.createDirectories(PROGRAMS);
            Files.move(fresh, program);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw skip(name, e.toString()); // also where it takes too long
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException skip(String name, String reason) {
        return Jdk.skip("skipped: no " + name + " here: " + reason);
    }
}
