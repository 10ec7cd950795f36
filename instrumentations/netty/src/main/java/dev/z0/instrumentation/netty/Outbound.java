package dev.z0.instrumentation.netty;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.Streams;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** What an encoder is given to write. */
final class Outbound {
    private static final String REQUEST_ID = "X-Request-Id";

    private Outbound() {}

    /** A part of a message is about to be encoded. While it is an answer's head, the thread works for what it answers. */
    static Attachment encoding(Channel channel, Connection connection, Object part) {
        Attachment attached = null;
        if (part instanceof HttpResponse && goesOnAsHttp2((HttpResponse) part)) {
            Request request = connection.upgraded();
            if (request != null) {
                Streams.open(channel, request.client()).begin(1, request);
            }
        } else if (part instanceof HttpResponse) {
            Request request = connection.answer(((HttpResponse) part).status().code());
            attached = request == null ? null : request.attachBriefly();
        }
        if (part instanceof HttpContent) {
            connection.sent(((HttpContent) part).content().readableBytes());
        } else if (part instanceof ByteBuf) {
            connection.sent(((ByteBuf) part).readableBytes());
        } else if (part instanceof FileRegion) {
            connection.sent(((FileRegion) part).count());
        }
        return attached;
    }

    private static boolean goesOnAsHttp2(HttpResponse response) {
        return response.status().code() == 101
                && "h2c".equals(response.headers().get("Upgrade"));
    }

    /** Whether no more of the message is to come. */
    static boolean isLast(Object part) {
        return part instanceof LastHttpContent;
    }

    /** Adds the header, unless the application has set it. */
    static void requestId(ByteBuf bytes, HttpResponse response) {
        int status = response.status().code();
        Request request = status < 200 && status != 101 ? null : Request.currentRequest();
        if (request != null && Z0.answersWithRequestId() && !response.headers().contains(REQUEST_ID)) {
            bytes.writeCharSequence(REQUEST_ID, StandardCharsets.US_ASCII);
            bytes.writeCharSequence(": ", StandardCharsets.US_ASCII);
            bytes.writeCharSequence(request.requestId(), StandardCharsets.US_ASCII);
            bytes.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
        }
    }
}
