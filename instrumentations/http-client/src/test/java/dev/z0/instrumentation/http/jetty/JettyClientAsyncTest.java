package dev.z0.instrumentation.http.jetty;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BufferingResponseListener;

class JettyClientAsyncTest extends JettyClientTest {
    @Override
    protected Answer execute(Request request) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        request.send(new BufferingResponseListener() {
            @Override
            public void onComplete(Result result) {
                if (result.isFailed()) {
                    answer.completeExceptionally(result.getFailure());
                } else {
                    answer.complete(new Answer(result.getResponse().getStatus(), getContent()));
                }
            }
        });
        return answer.get();
    }
}
