package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.record.ExternalCall;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response's body, which the application may close before its end. */
final class JettyStream extends FilterInputStream {
    private final ExternalCall call;

    JettyStream(InputStream stream, ExternalCall call) {
        super(stream);
        this.call = call;
    }

    @Override
    public void close() throws IOException {
        call.end(); // first: what the closing breaks is no failure
        super.close();
    }
}
