package dev.z0.instrumentation.http.reactor;

import dev.z0.agent.core.record.ExternalCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import java.nio.ByteBuffer;

/** Shows a call what Netty's buffers hold, where it lies: they are neither retained nor read. */
final class ReactorBytes {
    private static final ByteBuffer[] NONE = {};

    private ReactorBytes() {}

    static void sent(ExternalCall call, Object piece) {
        for (ByteBuffer bytes : views(piece)) {
            call.sent(bytes);
        }
    }

    static void received(ExternalCall call, Object piece) {
        for (ByteBuffer bytes : views(piece)) {
            call.received(bytes);
        }
    }

    private static ByteBuffer[] views(Object piece) {
        Object content = piece instanceof ByteBufHolder ? ((ByteBufHolder) piece).content() : piece;
        ByteBuf bytes = content instanceof ByteBuf ? (ByteBuf) content : null;
        return bytes == null || bytes.nioBufferCount() < 1 ? NONE : bytes.nioBuffers();
    }
}
