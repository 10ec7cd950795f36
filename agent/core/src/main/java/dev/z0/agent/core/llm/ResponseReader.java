package dev.z0.agent.core.llm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads one response: chooses the stages that its head asks for, and keeps counts, a model's name and an error's. */
final class ResponseReader implements ByteSink, JsonScanner.Values, EventStreamFrames.Frames {
    private static final long MAX_COUNT = 1L << 50;

    private final int status;
    private final boolean streaming;
    private final long[] counts = new long[Fields.COUNTS];
    private final String headError;
    private final JsonScanner json;
    private JsonScanner inner; // of the documents inside an event stream's frames
    private Base64Bytes base64;
    private Captured captured;
    private ByteSink first;
    private Gunzip gunzip;

    private String model;
    private String errorCode;
    private String errorType;
    private String documentType;
    private boolean tokenSeen;
    private long firstToken;

    ResponseReader(int status, HeaderLookup headers, boolean streamAsked, boolean captures) {
        this.status = status;
        Arrays.fill(counts, -1);
        String type = lower(headers.get("content-type"));
        boolean events = type.contains("text/event-stream");
        boolean documents = type.contains("ndjson") || type.contains("jsonl") || type.contains("stream+json");
        boolean frames = type.contains("vnd.amazon.eventstream");
        streaming = status < 400 && (streamAsked || events || documents || frames);
        json = new JsonScanner(frames ? Fields.FRAME : Fields.RESPONSE, this);
        if (frames) {
            inner = new JsonScanner(Fields.RESPONSE, this);
            base64 = new Base64Bytes(inner);
            first = new EventStreamFrames(this);
        } else if (status < 400 && (events || documents)) {
            first = events ? LineFrames.ofEvents(json) : LineFrames.ofDocuments(json);
        } else {
            first = json;
        }
        if (captures) {
            captured = new Captured(first);
            first = captured;
        }
        String encoding = lower(headers.get("content-encoding"));
        if (encoding.equals("gzip") || encoding.equals("x-gzip")) {
            gunzip = new Gunzip(first);
            first = gunzip;
        } else if (!encoding.isEmpty() && !encoding.equals("identity")) {
            first = null;
        }
        count(Fields.INPUT, headers.get("x-amzn-bedrock-input-token-count"));
        count(Fields.OUTPUT, headers.get("x-amzn-bedrock-output-token-count"));
        headError = errorName(headers.get("x-amzn-errortype"));
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        if (first != null) {
            first.accept(bytes, from, to);
        }
    }

    /** The beginning of the body, unpacked; null where it is not kept, or there is none. */
    String text() {
        return captured == null ? null : captured.text();
    }

    void close() {
        if (gunzip != null) {
            gunzip.close();
        }
    }

    @Override
    public void value(int field, byte[] text, int length) {
        if (field < Fields.COUNTS) {
            long number = number(text, length);
            if (number >= 0) {
                counts[field] = number; // streams report totals so far: the last holds
            }
        } else if (field == Fields.MODEL) {
            model = model == null ? string(text, length) : model; // every event of a stream repeats it
        } else if (field == Fields.ERROR_CODE) {
            errorCode = number(text, length) >= 0 ? errorCode : errorName(string(text, length));
        } else if (field == Fields.ERROR_TYPE) {
            errorType = string(text, length);
        } else if (field == Fields.TYPE && status >= 400) {
            documentType = string(text, length);
        }
    }

    @Override
    public void part(int field, byte[] bytes, int from, int to) {
        if (field == Fields.BYTES) {
            base64.accept(bytes, from, to);
        } else if (streaming && !tokenSeen) {
            firstToken = System.nanoTime();
            tokenSeen = true;
        }
    }

    @Override
    public void frame() {
        json.reset();
        inner.reset();
        base64.reset();
    }

    @Override
    public void exception(String type) {
        errorCode = errorName(type);
    }

    @Override
    public void payload(byte[] bytes, int from, int to) {
        json.accept(bytes, from, to);
    }

    boolean streaming() {
        return streaming;
    }

    String model() {
        return model;
    }

    long input() {
        if (counts[Fields.PROMPT] >= 0) {
            return counts[Fields.PROMPT] + Math.max(0, counts[Fields.TOOL_PROMPT]);
        }
        if (counts[Fields.INPUT] >= 0) {
            return counts[Fields.INPUT]
                    + Math.max(0, counts[Fields.CACHE_READ])
                    + Math.max(0, counts[Fields.CACHE_WRITE]);
        }
        return counts[Fields.BILLED_INPUT];
    }

    long output() {
        long thoughts = counts[Fields.THOUGHTS];
        if (counts[Fields.OUTPUT] >= 0) {
            return counts[Fields.OUTPUT] + Math.max(0, thoughts);
        }
        return thoughts >= 0 ? thoughts : counts[Fields.BILLED_OUTPUT];
    }

    long sinceFirstToken(long startNanos) {
        return tokenSeen ? Math.max(0, firstToken - startNanos) : -1;
    }

    /** The most telling name there is: a word of the provider's, else the status. */
    String errorType() {
        if (errorCode != null) {
            return errorCode;
        }
        if (errorType != null) {
            return errorType;
        }
        if (headError != null) {
            return headError;
        }
        if (documentType != null && !documentType.equals("error")) {
            return documentType;
        }
        return status >= 400 ? "http_" + status : null;
    }

    boolean rateLimited() {
        if (status == 429 || status == 529) {
            return true;
        }
        String error = lower(errorType());
        return error.startsWith("rate_limit")
                || error.startsWith("overloaded")
                || error.startsWith("throttling")
                || error.equals("resource_exhausted");
    }

    private void count(int field, String header) {
        if (header != null && header.length() <= JsonScanner.MAX_VALUE) {
            byte[] text = header.getBytes(StandardCharsets.US_ASCII);
            counts[field] = number(text, text.length);
        }
    }

    /** {@code com.amazon.coral.service#ThrottlingException:http://…} is a name between where it is defined. */
    private static String errorName(String qualified) {
        if (qualified == null) {
            return null;
        }
        int hash = qualified.indexOf('#');
        int colon = qualified.indexOf(':', hash + 1);
        String name = qualified.substring(hash + 1, colon < 0 ? qualified.length() : colon);
        return name.isEmpty() || name.length() > JsonScanner.MAX_VALUE ? null : name;
    }

    private static long number(byte[] text, int length) {
        long number = length == 0 ? -1 : 0;
        for (int i = 0; i < length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || number > MAX_COUNT) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static String string(byte[] text, int length) {
        return new String(text, 0, length, StandardCharsets.US_ASCII);
    }

    private static String lower(String header) {
        return header == null ? "" : header.toLowerCase(Locale.ROOT);
    }
}
