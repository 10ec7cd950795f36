package dev.z0.instrumentation.http.url;

/** The head of a request as it goes out by HTTP/1.1: the request's line, the lines of its headers, and an empty one. */
final class MessageHead {
    private final byte[] bytes;
    private int length;
    private boolean ascii = true;

    private MessageHead(int length) {
        bytes = new byte[length];
    }

    /**
     * The head's bytes.
     *
     * @param count how many of the names and values there are; the first name is the request's line and has no value
     * @return null for any other head, and where something is not ASCII: the JDK knows how to write that
     */
    static byte[] bytes(int count, String[] names, String[] values) {
        if (count == 0 || names[0] == null || values[0] != null || !names[0].endsWith(" HTTP/1.1")) {
            return null;
        }
        int length = names[0].length() + 4;
        for (int i = 1; i < count; i++) {
            if (names[i] == null || values[i] == null) {
                return null;
            }
            length += names[i].length() + values[i].length() + 4;
        }
        MessageHead head = new MessageHead(length);
        head.add(names[0]);
        for (int i = 1; i < count; i++) {
            head.add("\r\n");
            head.add(names[i]);
            head.add(": ");
            head.add(values[i]);
        }
        head.add("\r\n\r\n");
        return head.ascii ? head.bytes : null;
    }

    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii &= c < 128;
            bytes[length++] = (byte) c;
        }
    }
}
