package dev.z0.instrumentation.http.okhttp;

import dev.z0.agent.core.record.ExternalCall;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** A response's body on its way to the application, which gets what comes when it comes. Its end is the call's. */
final class OkHttpBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    private OkHttpBody(ResponseBody body, ExternalCall call) {
        this.body = body;
        this.source = Okio.buffer(new Watched(body.source(), call));
    }

    /**
     * The response with its body watched. One that nothing was sent for, because a cache had it or the application made it
     * up, is no call; null where there is none.
     */
    static Response watched(Response response, ExternalCall call) {
        if (response == null || call.ended() || !call.wasSent()) {
            return response;
        }
        call.responded(response.code(), call.llm() == null ? null : response::header);
        if (response.body() == null) {
            call.end();
            return response;
        }
        Response watched = response.newBuilder()
                .body(new OkHttpBody(response.body(), call))
                .build();
        call.handedOut();
        return watched;
    }

    @Override
    public MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private static final class Watched extends ForwardingSource {
        private final ExternalCall call;

        Watched(Source source, ExternalCall call) {
            super(source);
            this.call = call;
        }

        @Override
        public long read(Buffer sink, long most) throws IOException {
            long count;
            try {
                count = super.read(sink, most);
            } catch (IOException e) {
                if (!call.ended()) {
                    call.fail(e);
                    call.end();
                }
                throw e;
            }
            if (count < 0) {
                call.end();
            } else if (call.readsResponse()) {
                sink.copyTo(new OkHttpBytes(call, false), sink.size() - count, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                call.end();
            }
        }
    }
}
