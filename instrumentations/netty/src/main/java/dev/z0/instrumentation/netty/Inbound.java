package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/** What a decoder makes of what came in. */
final class Inbound {
    /** What Netty makes of a first line that it can't read. */
    private static final String UNREADABLE = "/bad-request";

    private Inbound() {}

    /** A part of a message has been decoded. */
    static void decoded(ChannelHandlerContext context, Object part) {
        if (part instanceof HttpRequest) {
            begin(context.channel(), (HttpRequest) part);
        }
        if (part instanceof HttpContent) {
            Connection connection = Connection.of(context.channel());
            if (connection != null) {
                connection.received(((HttpContent) part).content().readableBytes());
                if (part instanceof LastHttpContent) {
                    connection.receivedAll();
                }
            }
        }
    }

    /** What is left of a head when its connection breaks off also comes as a request, but nobody asked it; RTSP's are others. */
    private static void begin(Channel channel, HttpRequest head) {
        if (!channel.isActive() || !"HTTP".equals(head.protocolVersion().protocolName())) {
            return;
        }
        Connection connection = Connection.of(channel);
        if (connection == null) {
            connection = Connection.open(channel, ClientAddress.of(channel.remoteAddress()));
        } else if (connection.isNewest(head)) {
            return;
        }
        String uri = head.decoderResult().isFailure() && UNREADABLE.equals(head.uri()) ? "/" : head.uri();
        InboundHeaders headers = new InboundHeaders(head.headers(), uri);
        connection.begin(head, Request.start(head.method().name(), headers.path(), headers));
    }
}
