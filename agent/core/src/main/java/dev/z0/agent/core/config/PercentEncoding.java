package dev.z0.agent.core.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding as in URIs. {@link java.net.URLDecoder} is for forms: it turns the plus sign of a Base64 token into a
 * space, and throws.
 */
public final class PercentEncoding {
    private PercentEncoding() {}

    /** The text with each {@code %xx} replaced by its UTF-8 byte; what is no such escape stays as it is. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            out.write(low < 0 ? in[i] : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
