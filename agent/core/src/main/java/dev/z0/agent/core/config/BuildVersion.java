package dev.z0.agent.core.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Finds the application's version in its own files: the manifest of the jar that was started, Spring Boot's
 * {@code build-info.properties}, {@code git.properties}. Looks only into directories of the class path and the one jar
 * that holds the main class, so that no library's version is taken for the application's.
 */
final class BuildVersion {
    private static final int MOST_ENTRIES = 100;
    private static final String BUILD_INFO = "META-INF/build-info.properties";
    private static final String GIT = "git.properties";
    private static final String[] ROOTS = {"", "BOOT-INF/classes/", "WEB-INF/classes/"};
    private static final String[] GIT_KEYS = {"git.build.version", "git.commit.id.abbrev", "git.commit.id"};

    private BuildVersion() {}

    /** Null where it cannot be told. */
    static String of(Launch launch, String classPath) {
        if (launch.server() != null) {
            return null;
        }
        try {
            String jar = launch.jar();
            return jar != null ? inJar(new File(jar), null) : search(launch.mainClass(), classPath);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static String search(String mainClass, String classPath) throws IOException {
        String[] entries = classPath.split(File.pathSeparator);
        for (int i = 0; i < entries.length && i < MOST_ENTRIES; i++) {
            File file = new File(entries[i]);
            String version = null;
            if (file.isDirectory()) {
                version = inDirectory(file);
            } else if (file.isFile() && mainClass != null) {
                version = inJar(file, mainClass);
            }
            if (version != null) {
                return version;
            }
        }
        return null;
    }

    private static String inDirectory(File directory) throws IOException {
        String version = property(open(new File(directory, BUILD_INFO)), "build.version");
        return version != null ? version : property(open(new File(directory, GIT)), GIT_KEYS);
    }

    private static InputStream open(File file) throws IOException {
        return file.isFile() ? new FileInputStream(file) : null;
    }

    /** {@code mainClass} is null for a jar that was started as such. */
    private static String inJar(File file, String mainClass) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            if (mainClass != null && jar.getEntry(mainClass.replace('.', '/') + ".class") == null) {
                return null;
            }
            Manifest manifest = jar.getManifest();
            String version = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            for (int i = 0; i < ROOTS.length && blank(version); i++) {
                version = property(open(jar, ROOTS[i] + BUILD_INFO), "build.version");
                if (blank(version)) {
                    version = property(open(jar, ROOTS[i] + GIT), GIT_KEYS);
                }
            }
            return blank(version) ? null : version;
        }
    }

    private static boolean blank(String text) {
        return text == null || text.trim().isEmpty();
    }

    private static InputStream open(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        return entry == null ? null : jar.getInputStream(entry);
    }

    /** The first of the keys that has a value, or null. Closes the stream, which may be null. */
    private static String property(InputStream in, String... keys) throws IOException {
        if (in == null) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream stream = in) {
            properties.load(stream);
        }
        for (String key : keys) {
            String value = properties.getProperty(key);
            if (!blank(value)) {
                return value.trim();
            }
        }
        return null;
    }
}
