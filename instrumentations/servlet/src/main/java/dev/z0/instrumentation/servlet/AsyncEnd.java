package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.record.Request;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletResponse;

/**
 * Ends an asynchronous request in a container that is not hooked itself. Completion, time-out and error may race, and
 * the event's response may be null: the first one ends the request, with the response kept here.
 */
final class AsyncEnd implements AsyncListener {
    private final Request request;
    private final HttpServletResponse response;

    AsyncEnd(Request request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        Throwable thrown = event == null ? null : event.getThrowable();
        if (thrown != null) {
            request.fail(thrown);
        }
        ServletCall.finish(request, response, null);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // onComplete follows, after the application has had its chance to answer.
    }

    @Override
    public void onError(AsyncEvent event) {
        if (event != null && event.getThrowable() != null) {
            request.fail(event.getThrowable());
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Starting again drops all listeners, so this one has to be added again.
        if (event != null && event.getAsyncContext() != null) {
            event.getAsyncContext().addListener(this);
        }
    }
}
