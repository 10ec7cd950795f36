package dev.z0.instrumentation.http.apache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.FileContentDecoder;

/** A response's body on its way to the application. Its end is the call's, before the application can know of it. */
class Decoder4 implements ContentDecoder {
    private final ContentDecoder decoder;
    private final ApacheExchange exchange;

    Decoder4(ContentDecoder decoder, ApacheExchange exchange) {
        this.decoder = decoder;
        this.exchange = exchange;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        int count = decoder.read(bytes);
        exchange.received(bytes, start);
        endedWithBody();
        return count;
    }

    @Override
    public boolean isCompleted() {
        return decoder.isCompleted();
    }

    final void endedWithBody() {
        if (decoder.isCompleted()) {
            exchange.ended(null);
        }
    }

    /** The same, of a body that can go into a file without passing through memory. */
    static final class OfFile extends Decoder4 implements FileContentDecoder {
        private final FileContentDecoder decoder;

        OfFile(FileContentDecoder decoder, ApacheExchange exchange) {
            super(decoder, exchange);
            this.decoder = decoder;
        }

        @Override
        public long transfer(FileChannel file, long position, long count) throws IOException {
            long transferred = decoder.transfer(file, position, count);
            endedWithBody();
            return transferred;
        }
    }
}
