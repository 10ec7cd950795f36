package dev.z0.agent.core.record;

import dev.z0.agent.core.support.WeakMap;
import java.util.ArrayDeque;

/**
 * The requests that came in over one connection of a server and are not answered yet. They are answered in the order in
 * which they came in, so whoever writes an answer needs to know the connection only. Thread-safe.
 */
public final class Connection {
    private static final int MOST = 100_000;

    /** Requests read before the first one is answered; a server whose answers z0 does not see never ends any. */
    private static final int MOST_WAITING = 1_000;

    private static final WeakMap<Object, Connection> OPEN = new WeakMap<>(MOST);

    private final String client;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>(2);
    private Request newest;
    /** The newest request's head; null when nothing more of the request is to come. */
    private Object head;
    /** Whether what is being written is no answer yet, but word that one will come. */
    private boolean informing;

    private Connection(String client) {
        this.client = client;
    }

    /** The connection that this channel is, or null where no request came in over it. */
    public static Connection of(Object channel) {
        return OPEN.get(channel);
    }

    /** A first request comes in over the channel; {@code client} is the address at its other end, or null. */
    public static Connection open(Object channel, String client) {
        Connection connection = new Connection(client);
        OPEN.put(channel, connection);
        return connection;
    }

    /** The channel is closed: what is not answered yet never will be. */
    public static void closed(Object channel) {
        Connection connection = OPEN.remove(channel);
        if (connection != null) {
            for (Request left = connection.poll(); left != null; left = connection.poll()) {
                left.enterServlet();
                left.leaveServlet(left.failure()); // what nobody answered has got out
                left.end();
            }
        }
    }

    /** The request that is to be answered next; null for none. */
    public synchronized Request oldest() {
        return waiting.peek();
    }

    private synchronized Request poll() {
        return waiting.poll();
    }

    /** Whether the newest request began with this very object. */
    public synchronized boolean isNewest(Object itsHead) {
        return head == itsHead;
    }

    /** A request has come in, so far its head. */
    public void begin(Object itsHead, Request request) {
        request.servedByServer();
        request.client(client);
        Request tooMany;
        synchronized (this) {
            tooMany = waiting.size() < MOST_WAITING ? null : waiting.poll();
            waiting.add(request);
            head = itsHead;
            newest = request;
        }
        if (tooMany != null) {
            tooMany.end();
        }
    }

    /** Some bytes of the newest request's body have come in. */
    public synchronized void received(int bytes) {
        if (newest != null && bytes > 0) {
            newest.bytes(Math.max(0, newest.bytesIn()) + bytes, newest.bytesOut());
        }
    }

    /** The newest request has come in as a whole. */
    public synchronized void receivedAll() {
        head = null;
    }

    /**
     * The current thread hands on what came in of the newest request.
     *
     * @return to be given to {@link #leave}; null where the thread works for that request anyway, or it has been answered
     */
    public Attachment enter() {
        Request request;
        synchronized (this) {
            request = newest;
        }
        return request == null || request.ended() || request == SpanRecord.current() ? null : request.attach();
    }

    /** The thread is done with what came in; a request that came in as a whole and is not answered goes on elsewhere. */
    public void leave(Attachment attachment) {
        attachment.close();
        Request request = (Request) attachment.unit();
        if (!request.ended() && isWhole()) {
            request.async();
        }
    }

    private synchronized boolean isWhole() {
        return head == null;
    }

    /**
     * An answer's head is about to be written.
     *
     * @return the request that it answers; null where it is word that the answer will come, or nothing was asked
     */
    public synchronized Request answer(int status) {
        informing = status < 200 && status != 101;
        Request request = waiting.peek();
        if (request == null || informing) {
            return null;
        }
        request.status(status);
        request.bytes(request.bytesIn(), 0);
        return request;
    }

    /**
     * The connection goes over to HTTP/2, where the request that asked for it is the first stream's.
     *
     * @return that request, which is no longer this connection's; null for none
     */
    public synchronized Request upgraded() {
        informing = true; // what says so is no answer
        return waiting.poll();
    }

    /** Some bytes of an answer's body are about to be written. */
    public synchronized void sent(long bytes) {
        Request request = waiting.peek();
        if (request != null && !informing && !"HEAD".equals(request.method())) {
            request.bytes(request.bytesIn(), request.bytesOut() + bytes);
        }
    }

    /** The last piece of an answer has been written. */
    public void answered() {
        Request request;
        synchronized (this) {
            request = informing ? null : waiting.poll();
            informing = false;
        }
        if (request != null) {
            request.end();
        }
    }
}
