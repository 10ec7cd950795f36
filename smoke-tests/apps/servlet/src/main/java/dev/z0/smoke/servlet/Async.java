package dev.z0.smoke.servlet;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Asynchronous answers, one for each way in which they end: {@code ?end=complete|dispatch|timeout|error}. */
final class Async implements Page {
    private final Work work;

    Async(Work work) {
        this.work = work;
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(30_000);
        switch (request.getParameter("end")) {
            case "complete":
                async.start(() -> complete(async));
                break;
            case "dispatch":
                async.start(() -> async.dispatch("/work"));
                break;
            case "timeout":
                // Jetty loses a time-out that is over before its thread has noted what will tell it.
                async.setTimeout(250);
                async.addListener(new AnswerTimeout());
                break;
            default:
                async.start(() -> fail(async));
        }
    }

    private void complete(AsyncContext async) {
        try {
            work.work((HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        } finally {
            async.complete();
        }
    }

    private static void fail(AsyncContext async) {
        try {
            ((HttpServletResponse) async.getResponse()).sendError(502, "the other side failed");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            async.complete();
        }
    }

    private static final class AnswerTimeout implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            AsyncContext async = event.getAsyncContext();
            ((HttpServletResponse) async.getResponse()).setStatus(504);
            async.complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
