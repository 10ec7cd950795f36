package dev.z0.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A JDK to run services on. */
record Jdk(int version, Path home) {
    private static final List<Integer> WANTED = List.of(8, 11, 17, 21, 25);
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
    private static final List<Jdk> LISTED = listed();

    /** The one that runs the tests. */
    static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** The versions that services are tested on; which of them are here, {@link #of} tells. */
    static List<Integer> wanted() {
        return WANTED;
    }

    /** The JDK of that version, or the test that asked is skipped and says so. */
    static Jdk of(int version) {
        if (version == running().version()) {
            return running();
        }
        for (Jdk jdk : LISTED) {
            if (jdk.version == version) {
                return jdk;
            }
        }
        String missing = "skipped: no JDK " + version + " here; name its home in Z0_TEST_JDKS";
        throw skip(missing);
    }

    /** Ends a test that lacks something here, and says so where people look. */
    @SuppressWarnings("checkstyle:regexpsinglelinejava")
    static RuntimeException skip(String missing) {
        System.err.println(missing);
        return Assumptions.abort(missing);
    }

    private static List<Jdk> listed() {
        List<Jdk> jdks = new ArrayList<>();
        String homes = System.getenv().getOrDefault("Z0_TEST_JDKS", "");
        Stream.of(homes.split("[,:\\s]+"))
                .filter(home -> !home.isEmpty())
                .map(Path::of)
                .forEach(home -> jdks.add(new Jdk(versionOf(home), home)));
        return jdks;
    }

    /** Asked of the JDK itself: some packages leave out the file that tells. */
    private static int versionOf(Path home) {
        try {
            Process java = new ProcessBuilder(home.resolve("bin/java").toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version = VERSION.matcher(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (!version.find()) {
                throw new IllegalStateException("Z0_TEST_JDKS names " + home + ", which does not tell its version");
            }
            return Integer.parseInt(version.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException("Z0_TEST_JDKS names " + home + ", which is no JDK", e);
        }
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
