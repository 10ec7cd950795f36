package dev.z0.instrumentation.http.jdk;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

class JdkHttpClientAsyncTest extends JdkHttpClientTest {
    @Override
    protected Answer send(Call call) throws Exception {
        HttpResponse<byte[]> response = await(CLIENT.sendAsync(request(call), BodyHandlers.ofByteArray()));
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    protected InputStream open(Call call) throws Exception {
        return await(CLIENT.sendAsync(request(call), BodyHandlers.ofInputStream()))
                .body();
    }

    @Override
    protected Answer sendDistrusting(Call call) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<byte[]> response = await(client.sendAsync(request(call), BodyHandlers.ofByteArray()));
        return new Answer(response.statusCode(), response.body());
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
