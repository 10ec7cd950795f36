package dev.z0.instrumentation.netty;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Streams;
import dev.z0.agent.core.support.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;

/** What frames tell of the request that their stream is. */
final class Http2Stream {
    private static final String REQUEST_ID = "x-request-id";

    private Http2Stream() {}

    /** A head has come in. Answers the stream's request, which begins with its first; null for none. */
    static Request begin(Object context, int stream, Object read) {
        Channel channel = ((ChannelHandlerContext) context).channel();
        Http2Headers headers = (Http2Headers) read;
        Streams streams = Streams.of(channel);
        Request known = streams == null ? null : streams.request(stream);
        if (known != null || !isServer((ChannelHandlerContext) context) || headers.method() == null) {
            return known;
        }
        if (streams == null) {
            streams = Streams.open(channel, ClientAddress.of(channel.remoteAddress()));
        }
        Http2InboundHeaders inbound = new Http2InboundHeaders(headers);
        Request request = Request.start(headers.method().toString(), inbound.path(), inbound);
        streams.begin(stream, request);
        return request;
    }

    /** A piece of a body has come in. Answers the stream's request, or null. */
    static Request received(Object context, int stream, ByteBuf data) {
        Request request = request(context, stream);
        if (request != null && data.isReadable()) {
            request.bytes(Math.max(0, request.bytesIn()) + data.readableBytes(), request.bytesOut());
        }
        return request;
    }

    /** The thread is done with a frame; a request that came in as a whole and is not answered goes on elsewhere. */
    static void leave(Object attached, boolean whole) {
        if (attached != null) {
            Attachment attachment = (Attachment) attached;
            attachment.close();
            if (whole && !attachment.unit().ended()) {
                ((Request) attachment.unit()).async();
            }
        }
    }

    /**
     * An answer's head, or its trailers, which have no status, are about to be written. Answers what to write: the same
     * headers with the id among them, or where those take none, others.
     */
    static Http2Headers answer(Object context, int stream, Http2Headers headers, boolean end) {
        Request request = request(context, stream);
        if (request == null) {
            return headers;
        }
        CharSequence code = Http2Fields.value(headers, ":status");
        int status = code == null ? 0 : Integer.parseInt(code.toString());
        if (status >= 200) {
            request.status(status);
            request.bytes(request.bytesIn(), 0);
        }
        CharSequence grpc = end ? Http2Fields.value(headers, "grpc-status") : null;
        if (grpc != null) {
            request.status(GrpcStatus.asHttp(grpc.toString()));
            request.route(GrpcStatus.isKnownMethod(grpc.toString()) ? request.path() : null);
        }
        return status >= 200 && Z0.answersWithRequestId()
                ? Http2Fields.with(headers, REQUEST_ID, request.requestId())
                : headers;
    }

    /** A piece of an answer's body is about to be written. */
    static void sent(Object context, int stream, ByteBuf data) {
        Request request = request(context, stream);
        if (request != null) {
            request.bytes(request.bytesIn(), Math.max(0, request.bytesOut()) + data.readableBytes());
        }
    }

    /** No more is to come of the answer. */
    static void end(Object context, int stream) {
        Streams streams = Streams.of(((ChannelHandlerContext) context).channel());
        if (streams != null) {
            streams.end(stream);
        }
    }

    /** A client's connection also reads heads; some of them throw where they are asked for a request's method. */
    private static boolean isServer(ChannelHandlerContext context) {
        ChannelHandler handler = context.handler();
        return !(handler instanceof Http2ConnectionHandler)
                || ((Http2ConnectionHandler) handler).connection().isServer();
    }

    private static Request request(Object context, int stream) {
        Streams streams = Streams.of(((ChannelHandlerContext) context).channel());
        return streams == null ? null : streams.request(stream);
    }
}
