package dev.z0.agent.core.llm;

import java.nio.charset.StandardCharsets;

/** Finds the model asked for, and whether a stream is. Written by the sending thread, read by the receiving one. */
final class RequestReader implements ByteSink, JsonScanner.Values {
    /** A model that comes after this much prompt is left to the response to tell. */
    private static final int MAX_BYTES = 256 << 10;

    private final JsonScanner json = new JsonScanner(Fields.REQUEST, this);
    private int left = MAX_BYTES;
    private boolean streamKnown;
    volatile String model;
    volatile boolean stream;

    @Override
    public void accept(byte[] bytes, int from, int to) {
        int length = Math.min(left, to - from);
        if (length > 0) {
            left -= length;
            json.accept(bytes, from, from + length);
        }
        if (model != null && streamKnown) {
            left = 0;
        }
    }

    /** How many more bytes are worth handing in. */
    int room() {
        return left;
    }

    @Override
    public void value(int field, byte[] text, int length) {
        if (field == Fields.MODEL) {
            model = new String(text, 0, length, StandardCharsets.US_ASCII);
        } else {
            stream = text[0] == 't';
            streamKnown = true;
        }
    }

    @Override
    public void part(int field, byte[] bytes, int from, int to) {}
}
