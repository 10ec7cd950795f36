package dev.z0.instrumentation.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks for HTTP/2 by a request of HTTP/1.1, as clients do where no certificate tells what the server speaks. */
final class Http2Client {
    private Http2Client() {}

    static HttpResponse<String> ask(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page"))
                .version(HttpClient.Version.HTTP_2)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
