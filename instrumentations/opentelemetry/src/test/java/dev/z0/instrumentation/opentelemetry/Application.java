package dev.z0.instrumentation.opentelemetry;

import com.acme.Traced;
import com.acme.TracedBySdk;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

/** The traced application, with an OpenTelemetry of its own. */
final class Application {
    private Application() {}

    static URLClassLoader loader(String version) throws Exception {
        File[] jars = new File("target/opentelemetry/" + version).listFiles();
        URL[] urls = new URL[jars.length + 1];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toURI().toURL();
        }
        urls[jars.length] = Traced.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    /** Does it in one of {@link Traced}'s ways, or {@link TracedBySdk}'s. */
    static String run(ClassLoader loader, String way, Runnable work) throws Exception {
        return (String) loader.loadClass(way.equals("ownSdk") ? "com.acme.TracedBySdk" : "com.acme.Traced")
                .getMethod(way, Runnable.class)
                .invoke(null, work);
    }
}
