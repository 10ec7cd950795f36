package dev.z0.instrumentation.http.jetty;

import org.eclipse.jetty.client.api.Request;

class JettyClientAsyncTest extends JettyClientTest {
    @Override
    protected Answer execute(Request request) throws Exception {
        return enqueue(request, (event, span) -> {}).get();
    }
}
