package dev.z0.exporter.otlp;

import dev.z0.agent.core.id.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds a protobuf message in a buffer that is used again for the next one. Messages inside messages are written in
 * one go: their length is put before them when they end. For one thread at a time.
 */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    /** What a tag and a number take at most. */
    private static final int MOST_OF_A_NUMBER = 20;

    private byte[] bytes = new byte[8192];
    private int size;

    int size() {
        return size;
    }

    /** Forgets all that was written from this size on. */
    void cutTo(int earlierSize) {
        size = earlierSize;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    void varint(int field, long value) {
        room(MOST_OF_A_NUMBER);
        tag(field, VARINT);
        varint(value);
    }

    void fixed64(int field, long value) {
        room(MOST_OF_A_NUMBER);
        tag(field, FIXED64);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void fixed32(int field, int value) {
        room(MOST_OF_A_NUMBER);
        tag(field, FIXED32);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** A span's id. */
    void id(int field, long id) {
        room(MOST_OF_A_NUMBER);
        tag(field, LENGTH_DELIMITED);
        bytes[size++] = 8;
        Ids.bytes(id, bytes, size);
        size += 8;
    }

    /** A trace's id. */
    void id(int field, long high, long low) {
        room(MOST_OF_A_NUMBER);
        tag(field, LENGTH_DELIMITED);
        bytes[size++] = 16;
        Ids.bytes(high, bytes, size);
        Ids.bytes(low, bytes, size + 8);
        size += 16;
    }

    void text(int field, String value) {
        int start = begin(field);
        int length = value.length();
        room(length);
        int ascii = 0;
        while (ascii < length && value.charAt(ascii) < 0x80) {
            bytes[size + ascii] = (byte) value.charAt(ascii);
            ascii++;
        }
        if (ascii == length) {
            size += length;
        } else {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            room(encoded.length);
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }
        end(start);
    }

    /** The whole message that another buffer holds. */
    void message(int field, Protobuf message) {
        room(MOST_OF_A_NUMBER + message.size);
        tag(field, LENGTH_DELIMITED);
        varint(message.size);
        System.arraycopy(message.bytes, 0, bytes, size, message.size);
        size += message.size;
    }

    /** The head of a message of so many bytes, which are written elsewhere. */
    void head(int field, int length) {
        room(MOST_OF_A_NUMBER);
        tag(field, LENGTH_DELIMITED);
        varint(length);
    }

    /** Begins a message inside this one. Answers what {@link #end} is to be given. */
    int begin(int field) {
        room(MOST_OF_A_NUMBER);
        tag(field, LENGTH_DELIMITED);
        return ++size; // most messages are so short that their length takes one byte
    }

    /** Ends the message that was begun there. */
    void end(int start) {
        int length = size - start;
        if (length < 0x80) {
            bytes[start - 1] = (byte) length;
            return;
        }
        int more = 0;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            more++;
        }
        room(more);
        System.arraycopy(bytes, start, bytes, start + more, length);
        size = start - 1;
        varint(length);
        size += length;
    }

    private void tag(int field, int type) {
        varint(field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
