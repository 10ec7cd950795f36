package dev.z0.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.record.ModelCall;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Summary;
import dev.z0.instrumentation.concurrent.CompletableFutures;
import dev.z0.instrumentation.concurrent.ForkJoin;
import dev.z0.instrumentation.concurrent.ThreadPools;
import dev.z0.instrumentation.http.apache.ApacheAsyncClient4;
import dev.z0.instrumentation.http.apache.ApacheAsyncClient5;
import dev.z0.instrumentation.http.apache.ApacheClient4;
import dev.z0.instrumentation.http.apache.ApacheClient5;
import dev.z0.instrumentation.http.aws.AwsAsyncClients;
import dev.z0.instrumentation.http.jdk.JdkHttpClient;
import dev.z0.instrumentation.http.okhttp.OkHttp;
import dev.z0.instrumentation.http.reactor.ReactorNetty;
import dev.z0.instrumentation.http.url.UrlConnections;
import dev.z0.testing.TestAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** An SDK of a provider talks to a server that answers as the provider does; z0 has to have understood. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class SdkSuite {
    final TestAgent agent = TestAgent.start(
            new OkHttp(),
            new JdkHttpClient(),
            new UrlConnections(),
            new ApacheClient4(),
            new ApacheClient5(),
            new ApacheAsyncClient4(),
            new ApacheAsyncClient5(),
            new ReactorNetty(),
            new AwsAsyncClients(),
            new ThreadPools(),
            new ForkJoin(),
            new CompletableFutures());
    Provider provider;
    private Request request;

    @BeforeAll
    void open() throws IOException {
        provider = new Provider();
    }

    @AfterAll
    void close() {
        provider.close();
    }

    @BeforeEach
    void clear() {
        agent.clear();
    }

    @AfterEach
    void noTrouble() {
        assertEquals(List.of(), agent.messages());
    }

    /** Runs it as one request, which has to make one call. */
    LlmCall asks(TestAgent.Work work) throws Exception {
        request = agent.request(work);
        List<ModelCall> calls = new ArrayList<>();
        for (Summary unit : agent.units()) {
            if (unit instanceof ModelCall) {
                calls.add((ModelCall) unit);
            }
        }
        assertEquals(1, calls.size(), "calls");
        assertEquals(1, provider.asked().size(), "requests");
        ModelCall call = calls.get(0);
        assertEquals(
                "z0.operation_id=" + call.operationId(), provider.asked().get(0).baggage());
        assertEquals(1, request.tally().ai().requests());
        assertEquals(request, call.enclosing());
        return call.call().llm();
    }

    /** {@code "openai gpt-4o 11+7"}: who, which model, how many tokens. */
    static String told(LlmCall call) {
        return call.provider() + ' ' + call.model() + ' ' + call.tokensInput() + '+' + call.tokensOutput();
    }

    void assertStreamed(LlmCall call) {
        assertTrue(call.streaming());
        assertTrue(request.tally().ai().ttftNanos() > 0);
    }
}
