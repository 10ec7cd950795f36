package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.ExternalCall;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response's body on its way to the application. Its end, being closed, or its failure ends the call. */
final class ResponseStream extends FilterInputStream {
    private final ExternalCall call;

    ResponseStream(InputStream in, ExternalCall call) {
        super(in);
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        int value;
        try {
            value = in.read();
        } catch (IOException e) {
            throw failed(e);
        }
        if (value < 0) {
            call.end();
        } else if (call.readsResponse()) {
            call.received(new byte[] {(byte) value}, 0, 1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
        if (count < 0) {
            call.end();
        } else if (count > 0 && call.readsResponse()) {
            call.received(bytes, offset, count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            call.end();
        }
    }

    private IOException failed(IOException e) {
        if (!call.ended()) {
            call.fail(e);
            call.end();
        }
        return e;
    }
}
