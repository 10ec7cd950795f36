package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A response's body on its way to the application. Its end, being closed, or its failure ends the call, which is then
 * forgotten: the client's objects may live on for long.
 */
public final class ResponseStream extends FilterInputStream {
    private final ExternalCall call;
    private final Object client;

    /** {@code client}: what the call was noted for, or null. */
    public ResponseStream(InputStream in, ExternalCall call, Object client) {
        super(in);
        this.call = call;
        this.client = client;
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
            ended();
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
            ended();
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
            ended();
        }
    }

    /** Writes a body out, as its reader; closes it. */
    public static void copy(InputStream body, OutputStream out) throws IOException {
        try (InputStream in = body) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    private IOException failed(IOException e) {
        if (!call.ended()) {
            call.fail(e);
        }
        ended();
        return e;
    }

    private void ended() {
        call.end();
        if (client != null) {
            ClientCalls.forget(client);
        }
    }
}
