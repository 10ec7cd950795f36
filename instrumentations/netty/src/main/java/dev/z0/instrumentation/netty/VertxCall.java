package dev.z0.instrumentation.netty;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.List;

/** A call over a connection of Vert.x's client: other clients on Netty are seen where the application calls them. */
final class VertxCall {
    private VertxCall() {}

    /** A part of a message is about to be encoded. */
    static void sending(Channel channel, Object part) {
        if (part instanceof HttpRequest && isVertx(channel)) {
            start(channel, (HttpRequest) part);
        }
        if (part instanceof HttpContent) {
            ExternalCall call = ClientCalls.of(channel);
            if (call != null && call.readsRequest()) {
                for (ByteBuffer bytes : views((HttpContent) part)) {
                    call.sent(bytes);
                }
            }
        }
    }

    private static boolean isVertx(Channel channel) {
        ChannelHandler last = channel.pipeline().last();
        return last != null && last.getClass().getName().startsWith("io.vertx.");
    }

    /** A handshake for another protocol, or for a tunnel through a proxy, is no call. */
    private static void start(Channel channel, HttpRequest head) {
        String method = head.method().name();
        if (method.equals("CONNECT") || head.headers().contains("Upgrade")) {
            return;
        }
        boolean secure = channel.pipeline().get("ssl") != null;
        InboundHeaders uri = new InboundHeaders(head.headers(), head.uri());
        String authority = String.valueOf(head.headers().get("Host"));
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        ExternalCall call =
                ExternalCall.start(method, secure ? "https" : "http", host, port(authority, colon), uri.path());
        if (call != null) {
            call.sending();
            Z0.propagation().inject(call, new Headers(head.headers()));
            ClientCalls.note(channel, call);
        }
    }

    private static int port(String authority, int colon) {
        int port = 0;
        for (int i = colon + 1; colon >= 0 && i < authority.length() && port < 100_000; i++) {
            int digit = authority.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = 10 * port + digit;
        }
        return port == 0 ? -1 : port;
    }

    /** Parts of a message have been decoded. */
    static void received(Channel channel, List<?> parts) {
        ExternalCall call = ClientCalls.of(channel);
        for (int i = 0; call != null && i < parts.size(); i++) {
            Object part = parts.get(i);
            if (part instanceof HttpResponse) {
                HttpResponse head = (HttpResponse) part;
                call.responded(head.status().code(), call.llm() == null ? null : head.headers()::get);
            }
            if (part instanceof HttpContent && call.readsResponse()) {
                for (ByteBuffer bytes : views((HttpContent) part)) {
                    call.received(bytes);
                }
            }
            if (part instanceof LastHttpContent && call.status() >= 200) {
                ClientCalls.forget(channel);
                call.end();
                call = null;
            }
        }
    }

    /** What the part holds, where it lies: it is neither retained nor read. */
    private static ByteBuffer[] views(HttpContent part) {
        ByteBuf content = part.content();
        return content.nioBufferCount() < 1 ? new ByteBuffer[0] : content.nioBuffers();
    }

    private static final class Headers implements Propagation.Headers {
        private final HttpHeaders headers;

        Headers(HttpHeaders headers) {
            this.headers = headers;
        }

        @Override
        public String get(String name) {
            return headers.get(name);
        }

        @Override
        public void set(String name, String value) {
            headers.set(name, value);
        }
    }
}
