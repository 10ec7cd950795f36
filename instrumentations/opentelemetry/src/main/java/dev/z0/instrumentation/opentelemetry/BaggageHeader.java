package dev.z0.instrumentation.opentelemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** W3C's {@code baggage} header. What cannot stand in it, or is too long for it, is left out. */
final class BaggageHeader {
    private static final int LONGEST = 8192;
    private static final int MOST = 180;
    private static final String KEY_SIGNS = "!#$%&'*+-.^_`|~";
    private static final String HEX = "0123456789ABCDEF";

    private BaggageHeader() {}

    /** The header; empty for none. */
    static String of(Baggage baggage) {
        StringBuilder header = new StringBuilder();
        baggage.forEach((key, entry) -> {
            String metadata =
                    entry.getMetadata() == null ? "" : entry.getMetadata().getValue();
            int before = header.length();
            if (isKey(key)) {
                header.append(before == 0 ? "" : ",").append(key).append('=');
                encode(entry.getValue(), header);
                header.append(isMetadata(metadata) ? ';' + metadata : "");
            }
            if (header.length() > LONGEST) {
                header.setLength(before);
            }
        });
        return header.toString();
    }

    /** What a header says; members that are none are left out, and so is z0's own. */
    static Baggage parse(String header, String own) {
        BaggageBuilder baggage = Baggage.builder();
        int start = 0;
        for (int i = 0; i < MOST && start < header.length(); i++) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            String member = header.substring(start, end).trim();
            int equals = member.indexOf('=');
            String key = equals < 0 ? "" : member.substring(0, equals).trim();
            if (isKey(key) && !member.startsWith(own)) {
                int semicolon = member.indexOf(';', equals);
                String value = member.substring(equals + 1, semicolon < 0 ? member.length() : semicolon);
                String metadata =
                        semicolon < 0 ? "" : member.substring(semicolon + 1).trim();
                baggage.put(key, decode(value.trim()), BaggageEntryMetadata.create(metadata));
            }
            start = end + 1;
        }
        return baggage.build();
    }

    private static boolean isKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!isLetterOrDigit(key.charAt(i)) && KEY_SIGNS.indexOf(key.charAt(i)) < 0) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private static boolean isMetadata(String metadata) {
        for (int i = 0; i < metadata.length(); i++) {
            if (metadata.charAt(i) < ' ' || metadata.charAt(i) > '~' || metadata.charAt(i) == ',') {
                return false;
            }
        }
        return !metadata.isEmpty();
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static void encode(String value, StringBuilder out) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && "\",;\\%".indexOf(b) < 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
    }

    private static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
            bytes.write(low < 0 ? c : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
