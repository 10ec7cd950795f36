package dev.z0.instrumentation.http.okhttp;

import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** What the application does with a response that it did not wait for belongs to what it did before. */
final class OkHttpCallback implements Callback {
    private final Callback callback;
    private final ExternalCall call;
    private final SpanRecord caller = SpanRecord.current();

    OkHttpCallback(Callback callback, ExternalCall call) {
        this.callback = callback;
        this.call = call;
    }

    @Override
    public void onResponse(Call client, Response response) throws IOException {
        Response watched = OkHttpBody.watched(response, call);
        try (Stretch scope = asCaller()) {
            callback.onResponse(client, watched);
        }
    }

    @Override
    public void onFailure(Call client, IOException failure) {
        call.fail(failure);
        call.end();
        try (Stretch scope = asCaller()) {
            callback.onFailure(client, failure);
        }
    }

    /** The thread may have taken this task over from another call, and with it what that was made for. */
    private Stretch asCaller() {
        return caller == null ? SpanRecord.detach() : caller.attach();
    }
}
