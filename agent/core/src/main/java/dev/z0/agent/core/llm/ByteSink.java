package dev.z0.agent.core.llm;

/** One stage that bytes pass through: decompression, then framing, then JSON. No stage keeps the bytes it is given. */
interface ByteSink {
    void accept(byte[] bytes, int from, int to);
}
