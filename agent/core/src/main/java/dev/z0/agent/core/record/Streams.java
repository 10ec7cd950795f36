package dev.z0.agent.core.record;

import dev.z0.agent.core.support.WeakMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of one HTTP/2 connection of a server that are not answered yet, by the number of their stream: they are
 * answered in any order. Thread-safe.
 */
public final class Streams {
    private static final int MOST = 100_000;

    /** More than servers let a client open at once; a server whose answers z0 does not see never ends any. */
    private static final int MOST_OPEN = 10_000;

    private static final WeakMap<Object, Streams> OPEN = new WeakMap<>(MOST);

    private final Map<Integer, Request> requests = new ConcurrentHashMap<>();
    private final String client;

    private Streams(String client) {
        this.client = client;
    }

    /** The connection that this channel is, or null where no request came in over it. */
    public static Streams of(Object channel) {
        return OPEN.get(channel);
    }

    /** A first request comes in over the channel; {@code client} is the address at its other end, or null. */
    public static Streams open(Object channel, String client) {
        Streams streams = new Streams(client);
        OPEN.put(channel, streams);
        return streams;
    }

    /** The channel is closed: what is not answered yet never will be. */
    public static void closed(Object channel) {
        Streams streams = OPEN.remove(channel);
        if (streams != null) {
            streams.requests.keySet().forEach(streams::end);
        }
    }

    /** A request has come in. */
    public void begin(int stream, Request request) {
        request.servedByServer();
        request.client(client);
        if (requests.size() < MOST_OPEN) {
            requests.put(stream, request);
        } else {
            request.end();
        }
    }

    /** The request of this stream; null for none, or where it has been answered. */
    public Request request(int stream) {
        return requests.get(stream);
    }

    /** The request has been answered as a whole, or never will be. */
    public void end(int stream) {
        Request request = requests.remove(stream);
        if (request != null) {
            request.end();
        }
    }
}
