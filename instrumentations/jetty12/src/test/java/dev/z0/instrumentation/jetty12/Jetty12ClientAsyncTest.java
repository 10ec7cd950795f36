package dev.z0.instrumentation.jetty12;

import org.eclipse.jetty.client.Request;

class Jetty12ClientAsyncTest extends Jetty12ClientTest {
    @Override
    protected Answer execute(Request request) throws Exception {
        return enqueue(request, (event, span) -> {}).get();
    }
}
