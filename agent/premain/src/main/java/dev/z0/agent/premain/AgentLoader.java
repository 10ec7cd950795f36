package dev.z0.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads z0 and its libraries from below {@code inst/} in the agent's jar, where classes end in {@code .classdata} so
 * that no other loader takes them for its own. Its parent is the platform's loader: it sees nothing of the application,
 * and the application nothing of it.
 */
final class AgentLoader extends ClassLoader {
    private static final String ROOT = "inst/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final ProtectionDomain domain = withAllRights();

    /** Kept here, because a security manager lets not everybody ask for it on whose thread a class is loaded. */
    private final ClassLoader parent;

    AgentLoader(File file) throws IOException {
        this(file, ClassLoader.getSystemClassLoader().getParent());
    }

    private AgentLoader(File file, ClassLoader parent) throws IOException {
        super(parent);
        this.parent = parent;
        jar = new JarFile(file, false);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            // The JDK's classes are asked for far more often by name than ours are by the JDK: ours first saves a
            // search.
            byte[] file = name.startsWith("java.") ? null : read(name.replace('.', '/') + ".class");
            return file == null ? parent.loadClass(name) : defineClass(name, file, 0, file.length, domain);
        }
    }

    /** What no policy has to know of: z0 asks for nothing on anybody's behalf. */
    private static ProtectionDomain withAllRights() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
    }

    @Override
    protected URL findResource(String name) {
        byte[] content = read(name);
        if (content == null) {
            return null;
        }
        try {
            return new URL("z0", null, -1, "/" + name, new Memory(content));
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(found));
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] content = read(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }

    private byte[] read(String name) {
        JarEntry entry = jar.getJarEntry(ROOT + (name.endsWith(".class") ? name + "data" : name));
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] content = new byte[(int) entry.getSize()];
            int at = 0;
            while (at < content.length) {
                int n = in.read(content, at, content.length - at);
                if (n < 0) {
                    return null;
                }
                at += n;
            }
            return content;
        } catch (IOException e) {
            return null;
        }
    }

    /** A resource's URL that opens from memory: the usual {@code jar:} one would open the jar a second time. */
    private static final class Memory extends URLStreamHandler {
        private final byte[] content;

        Memory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
