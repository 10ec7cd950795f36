package dev.z0.agent.core.llm;

/**
 * Picks a few short values out of JSON that arrives in pieces, by their path from the root.
 *
 * <p>Why not Jackson's non-blocking parser: it assembles every string, so a completion (or a base64 image) would be held in
 * memory whole and stay reachable in its buffers, and it stops at the first malformed byte. This one keeps a path, a hash and
 * one short value; a subtree that no path leads into costs a bracket count. It is lenient: whatever is not JSON is
 * passed over, a document that breaks off leaves what was read before. Any sequence of root values is accepted.
 *
 * <p>One pass, constant memory, never throws. Not thread-safe.
 */
final class JsonScanner implements ByteSink {
    /** Takes what was found. */
    interface Values {
        /** A whole value that is not null, printable ASCII without spaces, quotes removed; the array is only lent. */
        void value(int field, byte[] text, int length);

        /** A piece, never empty and still escaped, of a string that may be long: see {@link Fields#isLong}. */
        void part(int field, byte[] bytes, int from, int to);
    }

    /** Longer values are none of the names and numbers looked for. */
    static final int MAX_VALUE = 128;

    private static final int MAX_DEPTH = 12;

    private static final int BETWEEN = 0;
    private static final int STRING = 1;
    private static final int SCALAR = 2;

    private static final int IGNORE = 0;
    private static final int HASH = 1;
    private static final int KEEP = 2;
    private static final int PASS_ON = 3;

    private final Values values;
    private final Node[] nodes = new Node[MAX_DEPTH];
    private final byte[] text = new byte[MAX_VALUE];

    private int state;
    private int use;
    private int field;
    private int length;
    private boolean escaped;
    private long hash;

    private int depth;
    private int skipped; // brackets open below the last node that matters
    private int objects; // bit n: the container at depth n is an object
    private boolean keyNext;
    private Node member; // where the last key leads, null for nowhere

    JsonScanner(Node root, Values values) {
        this.values = values;
        nodes[0] = root;
    }

    /** The next byte starts a new document. */
    void reset() {
        state = BETWEEN;
        depth = 0;
        skipped = 0;
        escaped = false;
        keyNext = false;
        member = null;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == STRING) {
                i = string(bytes, i, to);
            } else if (state == SCALAR) {
                i = scalar(bytes, i, to);
            } else if (skipped > 0) {
                i = skip(bytes, i, to);
            } else {
                i = between(bytes, i);
            }
        }
    }

    private int between(byte[] bytes, int i) {
        byte c = bytes[i];
        switch (c) {
            case '"':
                startString();
                break;
            case '{':
            case '[':
                open(c == '{');
                break;
            case '}':
            case ']':
                depth = Math.max(0, depth - 1);
                keyNext = false;
                member = null;
                break;
            case ',':
                keyNext = inObject();
                member = null;
                break;
            case ':':
                keyNext = false;
                break;
            case ' ':
            case '\t':
            case '\r':
            case '\n':
                break;
            default:
                expectValue();
                state = SCALAR;
                take(c); // whatever it is: every step takes a byte, so that none can be met twice
        }
        return i + 1;
    }

    /** Passes over a subtree; most bytes of a response are seen here or in {@link #string}. */
    private int skip(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == '"') {
                use = IGNORE;
                state = STRING;
                return i + 1;
            } else if (c == '{' || c == '[') {
                skipped++;
            } else if ((c == '}' || c == ']') && --skipped == 0) {
                return i + 1;
            }
        }
        return to;
    }

    private int string(byte[] bytes, int from, int to) {
        int i = from;
        for (; i < to; i++) {
            byte c = bytes[i];
            if (escaped) {
                escaped = false;
                // "\/" is how some writers put a slash into a model's name; no other escape belongs into a value looked
                // for
                take(c == '/' ? c : 0x100 | c);
            } else if (c == '\\') {
                escaped = true;
            } else if (c == '"') {
                break;
            } else if (use != IGNORE) {
                take(c);
            }
        }
        if (use == PASS_ON && i > from) {
            values.part(field, bytes, from, i);
        }
        if (i == to) {
            return to;
        }
        state = BETWEEN;
        if (use == HASH) {
            member = nodes[depth].child(hash);
        } else {
            finishValue();
        }
        return i + 1;
    }

    private int scalar(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == ','
                    || c == '}'
                    || c == ']'
                    || c == '"'
                    || c == '{'
                    || c == '['
                    || c == ':'
                    || (c >= 0 && c <= ' ')) {
                state = BETWEEN;
                if (!isNull()) {
                    finishValue();
                }
                return i;
            }
            take(c);
        }
        return to;
    }

    private void startString() {
        state = STRING;
        if (keyNext) {
            use = HASH;
            hash = Node.hash();
        } else {
            expectValue();
        }
    }

    private void expectValue() {
        Node target = target();
        field = target == null ? Node.NONE : target.field();
        use = field == Node.NONE ? IGNORE : KEEP;
        if (state == STRING && use == KEEP && Fields.isLong(field)) {
            use = PASS_ON;
        }
        length = 0;
    }

    private void take(int c) {
        if (use == HASH) {
            hash = Node.hash(hash, c);
        } else if (use == KEEP && length >= 0) {
            if (c <= ' ' || c > '~' || length == MAX_VALUE) {
                length = -1;
            } else {
                text[length++] = (byte) c;
            }
        }
    }

    private void finishValue() {
        if (use == KEEP && length > 0) {
            values.value(field, text, length);
        }
    }

    private boolean isNull() {
        return length == 4 && text[0] == 'n' && text[1] == 'u' && text[2] == 'l' && text[3] == 'l';
    }

    private void open(boolean object) {
        Node target = target();
        if (target == null || target.isLeaf() || depth == MAX_DEPTH - 1) {
            skipped = 1;
            return;
        }
        nodes[++depth] = target;
        objects = object ? objects | 1 << depth : objects & ~(1 << depth);
        keyNext = object;
        member = null;
    }

    private Node target() {
        return inObject() ? member : nodes[depth];
    }

    private boolean inObject() {
        return depth > 0 && (objects & 1 << depth) != 0;
    }
}
