package dev.z0.smoke.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Calls the other service: with {@link HttpURLConnection}, and every second time with java.net.http where there is one. */
final class Remote {
    /** A client of which the JDK may have none. */
    interface Client {
        int get(String url) throws IOException;
    }

    private final String base;
    private final Client newer = newer();

    Remote(String base) {
        this.base = base;
    }

    private static Client newer() {
        try {
            return (Client) Class.forName("dev.z0.smoke.servlet.NewerClient")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Remote::get;
        }
    }

    /** The status of a GET. */
    int call(String path, int turn) throws IOException {
        return turn % 2 == 0 ? newer.get(base + path) : get(base + path);
    }

    private static int get(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] buffer = new byte[1024];
            int n = in.read(buffer);
            while (n >= 0) {
                n = in.read(buffer);
            }
        }
        return status;
    }
}
