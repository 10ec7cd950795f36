package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.record.ExternalCall;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A response's body as the application reads it: who does may go on before the listeners are told of the end, and who
 * closes it breaks what is still to come.
 */
final class JettyStream extends FilterInputStream {
    private final ExternalCall call;

    JettyStream(InputStream stream, ExternalCall call) {
        super(stream);
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        try {
            return read(in.read());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return read(in.read(bytes, offset, length));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int read(int result) {
        if (result < 0) {
            call.end();
        }
        return result;
    }

    private IOException failed(IOException e) {
        if (!call.ended()) {
            call.fail(e);
            call.end();
        }
        return e;
    }

    @Override
    public void close() throws IOException {
        call.end(); // first: what the closing breaks is no failure
        super.close();
    }
}
