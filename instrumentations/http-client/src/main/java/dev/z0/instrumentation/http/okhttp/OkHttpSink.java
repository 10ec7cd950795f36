package dev.z0.instrumentation.http.okhttp;

import dev.z0.agent.core.record.ExternalCall;
import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Sink;

/** A request's body on its way out, where the call wants to see it. */
final class OkHttpSink extends ForwardingSink {
    private final ExternalCall call;

    OkHttpSink(Sink sink, ExternalCall call) {
        super(sink);
        this.call = call;
    }

    @Override
    public void write(Buffer source, long count) throws IOException {
        source.copyTo(new OkHttpBytes(call, true), 0, count);
        super.write(source, count);
    }
}
