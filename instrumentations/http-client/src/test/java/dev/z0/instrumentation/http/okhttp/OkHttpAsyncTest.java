package dev.z0.instrumentation.http.okhttp;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class OkHttpAsyncTest extends OkHttpTest {
    @Override
    protected Response execute(okhttp3.Call call) throws IOException {
        Waiting waiting = new Waiting();
        call.enqueue(waiting);
        try {
            return waiting.response.get();
        } catch (ExecutionException e) {
            throw (IOException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callbacksBelongToWhoeverMadeTheCallAlsoWhereItHadToWait() throws Exception {
        Dispatcher narrow = new Dispatcher();
        narrow.setMaxRequests(1);
        OkHttpClient client = new OkHttpClient.Builder().dispatcher(narrow).build();
        okhttp3.Request slow = new okhttp3.Request.Builder()
                .url(server.uri("/slow").toString())
                .build();
        okhttp3.Request ok =
                new okhttp3.Request.Builder().url(server.uri("/ok").toString()).build();
        List<Waiting> waiting = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(new Waiting());
        }
        requests.add(agent.request(() -> client.newCall(slow).enqueue(waiting.get(0))));
        requests.add(agent.request(() -> client.newCall(ok).enqueue(waiting.get(1))));
        client.newCall(ok).enqueue(waiting.get(2));
        server.release();
        for (Waiting one : waiting) {
            one.response.get().close();
        }
        assertSame(requests.get(0), waiting.get(0).current);
        assertSame(requests.get(1), waiting.get(1).current);
        assertNull(waiting.get(2).current);
    }

    private static final class Waiting implements Callback {
        final CompletableFuture<Response> response = new CompletableFuture<>();
        volatile SpanRecord current;

        @Override
        public void onResponse(okhttp3.Call call, Response got) {
            current = SpanRecord.current();
            response.complete(got);
        }

        @Override
        public void onFailure(okhttp3.Call call, IOException failure) {
            current = SpanRecord.current();
            response.completeExceptionally(failure);
        }
    }
}
