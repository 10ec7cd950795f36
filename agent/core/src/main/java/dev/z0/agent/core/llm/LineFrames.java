package dev.z0.agent.core.llm;

/**
 * A stream of JSON documents in lines: server-sent events, or one document a line. A document that breaks off or is no
 * JSON ({@code [DONE]}) does not spoil the next.
 */
final class LineFrames implements ByteSink {
    private static final byte[] LINE_END = {'\n'};
    private static final String DATA = "data:";
    private static final int OTHER_LINE = -1;

    private final JsonScanner json;
    private final int payloadColumn;
    private int column; // how much of the payload's prefix has been seen, or OTHER_LINE
    private boolean afterCarriageReturn;

    private LineFrames(JsonScanner json, int payloadColumn) {
        this.json = json;
        this.payloadColumn = payloadColumn;
    }

    static LineFrames ofEvents(JsonScanner json) {
        return new LineFrames(json, DATA.length());
    }

    static LineFrames ofDocuments(JsonScanner json) {
        return new LineFrames(json, 0);
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte c = bytes[i];
            boolean second = c == '\n' && afterCarriageReturn;
            afterCarriageReturn = c == '\r';
            if (second) {
                i++;
            } else if (c == '\n' || c == '\r') {
                endLine();
                i++;
            } else if (column == payloadColumn || column == OTHER_LINE) {
                int end = lineEnd(bytes, i, to);
                if (column == payloadColumn) {
                    json.accept(bytes, i, end);
                }
                i = end;
            } else {
                column = c == DATA.charAt(column) ? column + 1 : OTHER_LINE;
                i++;
            }
        }
    }

    private void endLine() {
        if (payloadColumn == 0 || column == 0) {
            json.reset();
        } else if (column == payloadColumn) {
            json.accept(LINE_END, 0, 1); // an event's data may take several lines
        }
        column = 0;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }
}
