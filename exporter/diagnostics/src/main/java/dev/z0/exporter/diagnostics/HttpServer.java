package dev.z0.exporter.diagnostics;

import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.Z0Thread;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * As much of an HTTP server as a few readers need: one request for each connection, a thread of z0's for each, at most
 * eight at a time. Whoever needs too long, to ask or to listen, is cut off; when too many come, the oldest has to go.
 *
 * <p>The JDK's own server would do, but an application may use it too, and then z0 sees its requests; and not every
 * runtime image holds it.
 */
final class HttpServer implements Closeable {
    private static final int MOST_CONNECTIONS = 8;
    private static final int BACKLOG = 50;
    private static final int LOOK_MILLIS = 250;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ServerSocket socket;
    private final Handler handler;
    private final long mostNanos;

    /** Oldest first. For the accepting thread only. */
    private final Deque<Connection> open = new ArrayDeque<>();

    /** Answers requests, on several threads at a time. */
    interface Handler {
        HttpResponse answer(HttpRequest request) throws IOException, Refused;
    }

    /**
     * Listens, and answers from now on.
     *
     * @param mostMillis how long a connection may take in all
     */
    HttpServer(InetSocketAddress address, long mostMillis, Handler handler) throws IOException {
        this.handler = handler;
        mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMillis);
        socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        new Z0Thread("z0-diagnostics", this::run).start();
    }

    /** The port that it listens on. */
    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void run() {
        while (!socket.isClosed()) {
            try {
                closeOld();
                // With nobody to cut off there is nothing to wake up for.
                socket.setSoTimeout(open.isEmpty() ? 0 : LOOK_MILLIS);
                take(socket.accept());
            } catch (SocketTimeoutException e) {
                continue; // time to look again
            } catch (Throwable e) {
                if (!socket.isClosed()) {
                    Failures.note("diagnostics", e);
                    LockSupport.parkNanos(PAUSE_NANOS); // out of files, or of threads: that may pass
                }
            }
        }
        for (Connection connection : open) {
            connection.close();
        }
    }

    private void closeOld() {
        long now = System.nanoTime();
        for (Iterator<Connection> all = open.iterator(); all.hasNext(); ) {
            Connection connection = all.next();
            if (connection.isOver() || now - connection.startNanos() > mostNanos) {
                connection.close();
                all.remove();
            }
        }
    }

    private void take(Socket accepted) {
        closeOld();
        if (open.size() >= MOST_CONNECTIONS) {
            open.removeFirst().close();
        }
        Connection connection = new Connection(accepted, handler);
        open.addLast(connection);
        try {
            new Z0Thread("z0-diagnostics-answer", connection).start();
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }
}
