package dev.z0.instrumentation.http.okhttp;

import dev.z0.agent.core.record.ExternalCall;
import java.io.OutputStream;

/** Shows a call the bytes of an OkHttp buffer, segment by segment, where they lie. */
final class OkHttpBytes extends OutputStream {
    private final ExternalCall call;
    private final boolean request;

    OkHttpBytes(ExternalCall call, boolean request) {
        this.call = call;
        this.request = request;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (request) {
            call.sent(bytes, offset, length);
        } else {
            call.received(bytes, offset, length);
        }
    }
}
