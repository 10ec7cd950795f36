package dev.z0.instrumentation.http.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpClientSuite;
import dev.z0.testing.TestCertificates;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class OkHttpTest extends HttpClientSuite {
    private static final OkHttpClient CLIENT = client(TestCertificates.trusting());

    @SuppressWarnings("deprecation") // what takes no trust manager: all versions have it
    private static OkHttpClient client(SSLContext tls) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .writeTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (tls != null) {
            builder.sslSocketFactory(tls.getSocketFactory(), TestCertificates.trustManager());
        }
        return builder.build();
    }

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new OkHttp()};
    }

    /** Makes the call, in one of the client's ways. */
    protected Response execute(okhttp3.Call call) throws IOException {
        return call.execute();
    }

    @Override
    protected Answer send(Call call) throws IOException {
        return send(CLIENT, call);
    }

    @Override
    protected Answer sendDistrusting(Call call) throws IOException {
        return send(client(null), call);
    }

    @Override
    protected InputStream open(Call call) throws IOException {
        okhttp3.Call sent = call(CLIENT, call);
        return new FilterInputStream(execute(sent).body().byteStream()) {
            @Override
            public void close() throws IOException {
                super.close();
                sent.cancel();
            }
        };
    }

    private Answer send(OkHttpClient client, Call call) throws IOException {
        try (Response response = execute(call(client, call))) {
            return new Answer(response.code(), response.body().bytes());
        }
    }

    private static okhttp3.Call call(OkHttpClient client, Call call) {
        return client.newBuilder()
                .readTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .build()
                .newCall(request(call));
    }

    private static okhttp3.Request request(Call call) {
        okhttp3.Request.Builder request =
                new okhttp3.Request.Builder().url(call.uri().toString());
        call.headers().forEach(request::addHeader);
        RequestBody body =
                call.body() == null ? null : RequestBody.create(MediaType.parse("application/json"), call.body());
        return request.method(call.method(), body).build();
    }

    @Test
    void theApplicationSeesNothingOfIt() throws Exception {
        okhttp3.Request same = request(get(server.uri("/ok")));
        for (int i = 0; i < 2; i++) {
            Request request = agent.request(() -> {
                try (Response response = execute(CLIENT.newCall(same))) {
                    assertEquals(same, response.request());
                    assertNull(response.networkResponse().request().header("traceparent"));
                    assertEquals("hello", response.body().string());
                }
            });
            assertEquals(1, request.tally().calls());
            assertEquals(request.requestId(), server.received().get(i).header("x-request-id"));
        }
        assertEquals(0, same.headers().size());
    }

    @Test
    void whatACacheAnswersIsNoCall() throws Exception {
        OkHttpClient caching = CLIENT.newBuilder()
                .cache(new Cache(Files.createTempDirectory("z0").toFile(), 1 << 20))
                .build();
        okhttp3.Request cached = request(get(server.uri("/ok")))
                .newBuilder()
                .cacheControl(CacheControl.FORCE_CACHE)
                .build();
        Request request = agent.request(() -> {
            try (Response response = execute(caching.newCall(cached))) {
                assertEquals(504, response.code());
            }
        });
        assertEquals(0, request.tally().calls());
    }

    @Test
    void aCallMadeTwiceIsRefusedAndCountedOnce() throws Exception {
        Request request = agent.request(() -> {
            okhttp3.Call once = CLIENT.newCall(request(get(server.uri("/ok"))));
            execute(once).close();
            assertThrows(IllegalStateException.class, () -> execute(once));
        });
        assertEquals(1, request.tally().calls());
    }

    @Test
    void bodiesThatTheApplicationMakesUpAreNoCalls() throws Exception {
        OkHttpClient mocked = CLIENT.newBuilder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create(MediaType.parse("text/plain"), "made up"))
                        .build())
                .build();
        Request request = agent.request(() -> {
            try (Response response = execute(mocked.newCall(request(get(server.uri("/ok")))))) {
                assertEquals("made up", response.body().string());
            }
        });
        assertEquals(0, request.tally().calls());
    }
}
