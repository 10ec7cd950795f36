package dev.z0.smoke.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** java.net.http, for the JDKs that have it. */
final class NewerClient implements Remote.Client {
    /** Made when it is first needed: its thread keeps the application's loader, also after a redeploy. */
    private static final class Lazy {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    public int get(String url) throws IOException {
        try {
            return Lazy.CLIENT
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
