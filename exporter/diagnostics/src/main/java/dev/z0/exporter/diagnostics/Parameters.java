package dev.z0.exporter.diagnostics;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands behind the question mark. Whatever is not understood is refused: a mistyped filter would filter nothing. */
final class Parameters {
    private final Map<String, String> values = new HashMap<>();

    /** @param known the names that there may be */
    Parameters(String query, String... known) throws Refused {
        List<String> names = Arrays.asList(known);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!names.contains(name)) {
                throw new Refused(400, known.length == 0 ? "there are no parameters here" : "parameters are " + names);
            }
            if (values.put(name, decoded(name, pair.substring(equals + 1))) != null) {
                throw new Refused(400, name + " is there twice");
            }
        }
    }

    private static String decoded(String name, String text) throws Refused {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new Refused(400, name + " is not percent-encoded correctly");
                }
                c = (char) (high << 4 | low);
                i += 2;
            } else if (c == '+') {
                c = ' ';
            }
            bytes[length++] = (byte) c;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused(400, name + " is no UTF-8");
        }
    }

    /** Null where it is not there. */
    String text(String name) {
        return values.get(name);
    }

    /** A whole number in these bounds. */
    long number(String name, long least, long most, long otherwise) throws Refused {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // No number at all: the same answer.
        }
        throw new Refused(400, name + " is a whole number from " + least + " to " + most);
    }

    /** A point in time, in milliseconds since the epoch. */
    long time(String name, long otherwise) throws Refused {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return text.indexOf('-') > 0 ? Instant.parse(text).toEpochMilli() : Long.parseLong(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new Refused(400, name + " is a time like 2026-05-10T14:23:11Z, or milliseconds since the epoch");
        }
    }
}
