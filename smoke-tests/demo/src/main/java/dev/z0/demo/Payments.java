package dev.z0.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The client of the payment provider. */
final class Payments {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    Payments(String url) {
        this.url = url;
    }

    void charge(int order) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/charges"))
                .POST(BodyPublishers.ofString("order=" + order))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new PaymentFailedException("order " + order + " was not charged: " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
