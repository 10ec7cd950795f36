package dev.z0.agent.core.llm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what passes by, where {@code Z0_CAPTURE_PROMPTS} asks for it. For one thread at a time. */
final class Captured implements ByteSink {
    private static final int MOST = 8_192;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteSink next;

    /** {@code next} gets all of it; may be null. */
    Captured(ByteSink next) {
        this.next = next;
    }

    @Override
    public synchronized void accept(byte[] bytes, int from, int to) {
        kept.write(bytes, from, Math.min(to - from, MOST - kept.size()));
        if (next != null) {
            next.accept(bytes, from, to);
        }
    }

    /** What was kept, as UTF-8; null for nothing. */
    synchronized String text() {
        return kept.size() == 0 ? null : new String(kept.toByteArray(), StandardCharsets.UTF_8);
    }
}
