package dev.z0.instrumentation.http.jdk;

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
        weaving.type("jdk.internal.net.http.HttpClientImpl")
                .method(
                        "send",
                        "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;)"
                                + "Ljava/net/http/HttpResponse;")
                .with("dev.z0.instrumentation.http.jdk.SendAdvice")
                // All comes by here: blocking calls on their way, and the handshakes of WebSockets too.
                .method(
                        "sendAsync",
                        "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
                                + "Ljava/net/http/HttpResponse$PushPromiseHandler;Ljava/util/concurrent/Executor;)"
                                + "Ljava/util/concurrent/CompletableFuture;")
                .with("dev.z0.instrumentation.http.jdk.SendAdvice");
        weaving.type("jdk.internal.net.http.MultiExchange")
                .method("getExceptionalCF", null)
                .with("dev.z0.instrumentation.http.jdk.ResendAdvice");
        // The last part of a head, before the empty line.
        weaving.type("jdk.internal.net.http.Http1Request")
                .method(
                        "collectCookies",
                        "(Ljava/lang/StringBuilder;Ljava/net/http/HttpHeaders;Ljava/net/http/HttpHeaders;)V")
                .with("dev.z0.instrumentation.http.jdk.HeadAdvice");
        weaving.type("jdk.internal.net.http.Stream")
                .method("headerFrame", null)
                .with("dev.z0.instrumentation.http.jdk.StreamAdvice");
    }
}
