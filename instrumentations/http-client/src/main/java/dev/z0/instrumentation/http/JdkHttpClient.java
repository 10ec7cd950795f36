package dev.z0.instrumentation.http;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;

/** The JDK's {@code java.net.http}, from Java 11 on. What is woven in is compiled for that, in {@code src/main/java11}. */
public final class JdkHttpClient implements Instrumentation {
    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        // Both send and sendAsync come by here; WebSocket handshakes do too.
        weaving.type("jdk.internal.net.http.HttpClientImpl")
                .method(
                        "sendAsync",
                        "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
                                + "Ljava/net/http/HttpResponse$PushPromiseHandler;Ljava/util/concurrent/Executor;)"
                                + "Ljava/util/concurrent/CompletableFuture;")
                .with("dev.z0.instrumentation.http.SendAdvice");
    }
}
