package dev.z0.instrumentation.http;

import dev.z0.agent.core.record.ExternalCall;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A request's body on its way out, where the call wants to see it. */
public final class RequestStream extends FilterOutputStream {
    private final ExternalCall call;

    /** {@code call} is shown what is written to {@code out}. */
    public RequestStream(OutputStream out, ExternalCall call) {
        super(out);
        this.call = call;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        call.sent(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        call.sent(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
