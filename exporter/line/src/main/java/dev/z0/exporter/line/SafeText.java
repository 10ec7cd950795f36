package dev.z0.exporter.line;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Makes any text fit to stand in a line: cuts it to a number of bytes as JSON writes them, and puts U+FFFD in place of
 * lone surrogates and of those characters beyond ASCII that some readers take for an end of line or a terminal for a
 * command. {@link #measure} first, then {@link #write} the same text.
 */
final class SafeText {
    /** No value is longer, counted as JSON writes it, without the quotes. */
    static final int MOST_BYTES = 8192;

    private static final char REPLACEMENT = '\uFFFD';
    private static final char ELLIPSIS = '…';

    private final char[] chars = new char[MOST_BYTES];
    private int length;
    private boolean plain;

    /** How many bytes the text will take, at most {@code most}. */
    int measure(CharSequence text, int most) {
        int end = text.length();
        if (end * 2 <= most && text instanceof String && isPlain((String) text, end)) {
            plain = true;
            return end * 2;
        }
        plain = false;
        return copy(text, most);
    }

    /** Nothing but printable ASCII. */
    private static boolean isPlain(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private int copy(CharSequence text, int most) {
        int bytes = 0;
        int kept = 0; // what may stand before an ellipsis
        int keptBytes = 0;
        length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair && isUnsafe(c)) {
                c = REPLACEMENT;
            }
            int size = pair ? 4 : size(c);
            if (bytes + size > most) {
                length = kept;
                chars[length++] = ELLIPSIS;
                return keptBytes + 3;
            }
            chars[length++] = c;
            if (pair) {
                chars[length++] = text.charAt(++i);
            }
            bytes += size;
            if (bytes + 3 <= most) {
                kept = length;
                keptBytes = bytes;
            }
        }
        return bytes;
    }

    private static boolean isUnsafe(char c) {
        return c >= 0x7f && c <= 0x9f || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c);
    }

    /** What JSON makes of a character, in bytes. */
    private static int size(char c) {
        if (c >= ' ' && c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        if (c < ' ') {
            return c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ? 2 : 6;
        }
        return c < 0x800 ? 2 : 3;
    }

    /** Writes the text that was measured last. */
    void write(JsonGenerator json, CharSequence text) throws IOException {
        if (plain) {
            json.writeString((String) text);
        } else {
            json.writeString(chars, 0, length);
        }
    }

    /** The text that was measured last, as it will be written. */
    String string(String text) {
        return plain ? text : new String(chars, 0, length);
    }
}
