package dev.z0.exporter.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.z0.agent.core.id.Ids;
import java.io.IOException;

/**
 * Builds one line after the other in a {@link LineBuffer}. A line never holds more than {@link #MOST_BYTES}: what does
 * not fit any more is left out, and the line says {@code truncated: true}. Allocates next to nothing. For one thread at
 * a time.
 */
final class JsonLine {
    /** A whole line with its line feed. */
    static final int MOST_BYTES = 65_536;

    /** What the end of a line takes: {@code ,"truncated":true}, closing brackets, the line feed. */
    private static final int RESERVE = 64;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final LineBuffer buffer;
    private final SafeText safe = new SafeText();
    private final char[] scratch = new char[64];
    private final byte[] digits = new byte[32];
    private final StringBuilder counted = new StringBuilder(64);
    private JsonGenerator json;
    private Layout layout;
    private boolean truncated;

    JsonLine(LineBuffer buffer) throws IOException {
        this.buffer = buffer;
        open();
    }

    private void open() throws IOException {
        json = FACTORY.createGenerator(buffer);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        json.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
        json.setRootValueSeparator(null);
    }

    /** A line begins, with the keys of this layout. */
    void begin(Layout keys) throws IOException {
        layout = keys;
        truncated = false;
        json.writeStartObject();
    }

    /** The line is complete. */
    void end() throws IOException {
        if (truncated) {
            json.writeFieldName(layout.name(Key.TRUNCATED));
            json.writeBoolean(true);
        }
        json.writeEndObject();
        json.flush();
        buffer.endLine();
    }

    /** Forgets the line that was begun, after a failure in the middle of it. */
    void abandon() throws IOException {
        open();
        buffer.abandonLine();
    }

    /** Whether so many more bytes fit; if not, the line is marked as truncated. */
    boolean fits(int bytes) {
        if (buffer.lineSize() + json.getOutputBuffered() + bytes <= MOST_BYTES - RESERVE) {
            return true;
        }
        truncated = true;
        return false;
    }

    /** A text of at most 8 KB; null is left out. */
    void text(Key key, String value) throws IOException {
        text(key, value, SafeText.MOST_BYTES);
    }

    /** A text of at most so many bytes; null is left out. */
    void text(Key key, CharSequence value, int most) throws IOException {
        field(layout.name(key), value, most);
    }

    void text(Inner key, String value, int most) throws IOException {
        field(key.encoded, value, most);
    }

    /** A text under a name that z0 did not choose. */
    void text(String name, String value, int most) throws IOException {
        if (value != null && name(name)) {
            element(value, most);
        }
    }

    private void field(SerializedString name, CharSequence value, int most) throws IOException {
        if (value != null) {
            int size = safe.measure(value, most);
            if (fits(size + name.asUnquotedUTF8().length + 6)) {
                json.writeFieldName(name);
                safe.write(json, value);
            }
        }
    }

    /** A text in an array. */
    void element(CharSequence value, int most) throws IOException {
        if (fits(safe.measure(value, most) + 3)) {
            safe.write(json, value);
        }
    }

    /** A name and how often it was called, as a text in an array: {@code "stripe:1"}. */
    void counted(String name, int count, int most) throws IOException {
        counted.setLength(0);
        element(counted.append(name).append(':').append(count), most);
    }

    void number(Key key, long value) throws IOException {
        json.writeFieldName(layout.name(key));
        json.writeNumber(value);
    }

    void number(Inner key, long value) throws IOException {
        json.writeFieldName(key.encoded);
        json.writeNumber(value);
    }

    void number(Inner key, double value) throws IOException {
        json.writeFieldName(key.encoded);
        json.writeNumber(value);
    }

    /** Nanoseconds as whole milliseconds, rounded. */
    void millis(Key key, long nanos) throws IOException {
        number(key, Millis.rounded(nanos));
    }

    void flag(Key key, boolean value) throws IOException {
        json.writeFieldName(layout.name(key));
        json.writeBoolean(value);
    }

    void time(Key key, long epochMillis) throws IOException {
        Timestamp.write(epochMillis, scratch);
        json.writeFieldName(layout.name(key));
        json.writeString(scratch, 0, Timestamp.LENGTH);
    }

    /** A span id. */
    void hex(Key key, long value) throws IOException {
        Ids.hex(value, digits, 0);
        json.writeFieldName(layout.name(key));
        json.writeRawUTF8String(digits, 0, 16);
    }

    /** A trace id. */
    void hex(Key key, long high, long low) throws IOException {
        Ids.hex(high, digits, 0);
        Ids.hex(low, digits, 16);
        json.writeFieldName(layout.name(key));
        json.writeRawUTF8String(digits, 0, 32);
    }

    /** A number or boolean under a name that z0 did not choose; anything else, and what is no number, is left out. */
    void scalar(String name, Object value) throws IOException {
        if (value instanceof Boolean && name(name)) {
            json.writeBoolean((Boolean) value);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isNaN(number) && !Double.isInfinite(number) && name(name)) {
                json.writeNumber(number);
            }
        } else if (value instanceof Number && name(name)) {
            json.writeNumber(((Number) value).longValue());
        }
    }

    void scalar(Key key, Object value) throws IOException {
        scalar(layout.name(key).getValue(), value);
    }

    private boolean name(String name) throws IOException {
        if (!fits(safe.measure(name, UnitLine.MOST_OF_A_NAME) + SafeText.MOST_BYTES)) {
            return false;
        }
        json.writeFieldName(safe.string(name));
        return true;
    }

    void object(Key key) throws IOException {
        json.writeFieldName(layout.name(key));
        json.writeStartObject();
    }

    void object() throws IOException {
        json.writeStartObject();
    }

    void endObject() throws IOException {
        json.writeEndObject();
    }

    void array(Key key) throws IOException {
        json.writeFieldName(layout.name(key));
        json.writeStartArray();
    }

    void array(Inner key) throws IOException {
        json.writeFieldName(key.encoded);
        json.writeStartArray();
    }

    void array(String name) throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
    }

    void endArray() throws IOException {
        json.writeEndArray();
    }
}
