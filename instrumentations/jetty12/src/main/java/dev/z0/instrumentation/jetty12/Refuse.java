package dev.z0.instrumentation.jetty12;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.OnExit;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;

/** Advice for what Jetty 12 cannot read: it answers by itself, and the server's handlers never see it. */
public final class Refuse {
    /** Jetty's own path for what has no request line. */
    private static final String UNREAD = "/badMessage";

    private Refuse() {}

    /** Makes a request of what could be read, unless one is underway whose body is broken. */
    @InsteadOfCall(owner = "org.eclipse.jetty.server.HttpChannel", name = "onRequest")
    public static Runnable onRequest(HttpChannel channel, MetaData.Request read) {
        try {
            begin(
                    read.getMethod(),
                    read.getHttpURI().getPath(),
                    channel.getConnectionMetaData().getRemoteSocketAddress());
        } catch (Throwable e) {
            Failures.note("servlet", e);
        }
        return channel.onRequest(read);
    }

    private static void begin(String method, String path, SocketAddress client) {
        boolean unread = UNREAD.equals(path) || method == null;
        Request request = Request.refused(unread ? null : method, unread ? null : path);
        request.client(ClientAddress.of(client));
        request.carriedBy(Thread.currentThread());
    }

    /** The answer is underway. */
    @OnExit
    public static void exit(@Argument(0) Object reason) {
        Request request = Request.underway(Thread.currentThread());
        if (request != null) {
            Request.released(Thread.currentThread());
            request.status(((HttpException) reason).getCode());
            request.end();
        }
    }
}
